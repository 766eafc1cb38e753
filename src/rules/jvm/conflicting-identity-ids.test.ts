import assert from 'node:assert/strict';
import { checkRule, findingsIn, fixed } from '../../../test/rules/check-rule';

const java = 'src/main/java/App.java';
const kotlin = 'src/main/kotlin/App.kt';

describe('MI102 conflicting-identity-ids', () => {
  it('reports the second of two ways to name an identity', async () => {
    await checkRule(
      java,
      `import com.azure.identity.*;
class App {
  Object a = new ManagedIdentityCredentialBuilder().clientId(x).objectId(y).build();
                                                                ^^^^^^^^^^^ MI102 error
  Object b() { var b = new DefaultAzureCredentialBuilder(); b.managedIdentityClientId(x); b.managedIdentityResourceId(y); return b.build(); }
                                                                                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI102
}`,
    );
    await checkRule(
      kotlin,
      `import com.azure.identity.*
val a = ManagedIdentityCredentialBuilder().resourceId(x).clientId(y).build()
                                                         ^^^^^^^^^^^ MI102`,
    );
  });

  it('is silent about a choice, and about one way used twice', async () => {
    await checkRule(
      java,
      `import com.azure.identity.*;
class App {
  Object a() { var b = new ManagedIdentityCredentialBuilder(); if (x) b.clientId(x); else b.resourceId(y); return b.build(); }
  Object b = new ManagedIdentityCredentialBuilder().clientId(x).clientId(y).build();
}`,
    );
  });

  it('removes either', async () => {
    const text =
      'import com.azure.identity.*\nval a = ManagedIdentityCredentialBuilder()\n  .clientId(x)\n  .resourceId(y)\n  .build()\n';
    const without = (call: string) => text.replace(`\n  .${call}`, '');
    for (const [title, call] of [
      [/resourceId/, 'resourceId(y)'],
      [/clientId/, 'clientId(x)'],
    ] as const) {
      const result = await fixed(kotlin, text, { title });
      assert.equal(result, without(call));
      assert.deepEqual(await findingsIn(kotlin, result), []);
    }
  });
});
