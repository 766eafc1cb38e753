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

  const method = (body: string) => `import com.azure.identity.*;
class App {
  Object make(String c, String r, Optional<String> o) {
${body}
  }
}`;

  for (const [name, body] of Object.entries({
    'the second call is in a branch': `    var b = new ManagedIdentityCredentialBuilder().clientId(c);
    if (r != null) { b.resourceId(r); }
                       ^^^^^^^^^^^^^ MI102 warning
    return b.build();`,
    'a branch adds to what a branch around it has set': `    var b = new ManagedIdentityCredentialBuilder();
    if (r != null) { b.resourceId(r); if (c != null) b.clientId(c); }
                                                       ^^^^^^^^^^^ MI102 warning
    return b.build();`,
    'a callback names the second': `    var b = new ManagedIdentityCredentialBuilder().clientId(c);
    o.ifPresent(b::resourceId);
                   ^^^^^^^^^^ MI102 warning
    return b.build();`,
    'a loop names the second': `    var b = new ManagedIdentityCredentialBuilder().objectId(c);
    for (String id : ids) b.resourceId(id);
                            ^^^^^^^^^^^^^^ MI102 warning
    return b.build();`,
  }))
    it(`warns where ${name}`, () => checkRule(java, method(body)));

  for (const [name, body] of Object.entries({
    'two branches':
      'var b = new ManagedIdentityCredentialBuilder(); if (x) b.clientId(c); else b.resourceId(r); return b.build();',
    'one way, used twice': 'return new ManagedIdentityCredentialBuilder().clientId(c).clientId(r).build();',
    'two conditions, which may be opposites':
      'var b = new ManagedIdentityCredentialBuilder(); if (r == null) b.clientId(c); if (r != null) b.resourceId(r); return b.build();',
    'a branch that returns':
      'var b = new ManagedIdentityCredentialBuilder(); if (r != null) { b.resourceId(r); return b.build(); } b.clientId(c); return b.build();',
    'a branch that throws':
      'var b = new ManagedIdentityCredentialBuilder(); if (r != null) { b.resourceId(r); throw new Problem(b); } b.clientId(c); return b.build();',
    'an ID that is null': 'return new ManagedIdentityCredentialBuilder().clientId(null).objectId(r).build();',
    'what catches':
      'var b = new ManagedIdentityCredentialBuilder(); try { b.clientId(c); } catch (Problem p) { b.resourceId(r); } return b.build();',
    'the cases of a switch':
      'var b = new ManagedIdentityCredentialBuilder(); switch (c) { case "a": b.clientId(c); break; default: b.resourceId(r); } return b.build();',
    'two builders':
      'use(new ManagedIdentityCredentialBuilder().clientId(c).build()); return new ManagedIdentityCredentialBuilder().resourceId(r).build();',
    'a conditional expression':
      'var b = new ManagedIdentityCredentialBuilder(); b = r == null ? b.clientId(c) : b.resourceId(r); return b.build();',
    'a comment':
      'return new ManagedIdentityCredentialBuilder().clientId(c) /* .resourceId(r) */ .build(); // or .objectId(o)',
    'a text':
      'log.info(".resourceId(x) and .clientId(y)"); return new ManagedIdentityCredentialBuilder().clientId(c).build();',
    'a class of the same name elsewhere':
      'return new shop.ManagedIdentityCredentialBuilder().clientId(c).resourceId(r).build();',
    'a builder that is not built': 'return new ManagedIdentityCredentialBuilder().clientId(c).resourceId(r);',
  }))
    it(`is silent about ${name}`, () => checkRule(java, method(`    ${body}`)));

  it('is silent about half-typed code, test sources and the lambdas of a choice', async () => {
    await checkRule(java, method('    return new ManagedIdentityCredentialBuilder().clientId(c).resou'));
    await checkRule(
      'src/test/java/AppTest.java',
      method('    return new ManagedIdentityCredentialBuilder().clientId(c).resourceId(r).build();'),
    );
    await checkRule(
      kotlin,
      `import com.azure.identity.*
val a = ManagedIdentityCredentialBuilder().apply { if (x) clientId(y) else resourceId(z) }.build()`,
    );
  });

  it('looks into the lambdas of Kotlin', async () => {
    await checkRule(
      kotlin,
      `import com.azure.identity.*
val a = ManagedIdentityCredentialBuilder().apply { clientId(y); resourceId(z) }.build()
                                                                ^^^^^^^^^^^^^ MI102 error
val b = ManagedIdentityCredentialBuilder().also { it.clientId(y) }.objectId(z).build()
                                                                   ^^^^^^^^^^^ MI102
val c = ManagedIdentityCredentialBuilder().apply { clientId(y); if (z != null) resourceId(z) }.build()
                                                                               ^^^^^^^^^^^^^ MI102 warning`,
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

  it('removes a call between comments and tabs, and keeps both', async () => {
    const text =
      'import com.azure.identity.*;\r\nclass A {\r\n\tObject a = new ManagedIdentityCredentialBuilder()\r\n\t\t.clientId(x) // ours\r\n\t\t.objectId(y) // theirs\r\n\t\t.build();\r\n}';
    const result = await fixed(java, text, { title: /objectId/ });
    assert.match(result, /\.clientId\(x\)/);
    assert.doesNotMatch(result, /objectId/);
    assert.deepEqual(await findingsIn(java, result), []);
  });
});
