import assert from 'node:assert/strict';
import { ids } from '../../../test/rules/canned-apps';
import { checkRule, fixed, findingsIn } from '../../../test/rules/check-rule';

const java = 'src/main/java/App.java';
const kotlin = 'src/main/kotlin/App.kt';

const members = (body: string) => `import com.azure.identity.*;\nclass App {\n${body}\n}\n`;

describe('MI101 credential-without-client-id', () => {
  it('reports builders that name no identity, in Java', async () => {
    await checkRule(
      java,
      `import com.azure.identity.ManagedIdentityCredentialBuilder;
class App {
  Object a = new ManagedIdentityCredentialBuilder().maxRetry(3).build();
             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI101 hint
  Object b() { return new com.azure.identity.DefaultAzureCredentialBuilder().build(); }
                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI101
}`,
    );
  });

  it('reports builders that name no identity, in Kotlin', async () => {
    await checkRule(
      kotlin,
      `import com.azure.identity.*
import com.azure.identity.ManagedIdentityCredentialBuilder as Builder
class App {
  val a by lazy { Builder().build() }
                  ^^^^^^^^^^^^^^^^^ MI101
  fun b() = com.azure.identity.DefaultAzureCredentialBuilder().build()
            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI101
  fun c() { val builder = ManagedIdentityCredentialBuilder()
                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI101
    use(builder.build()) }
}`,
    );
  });

  it('follows builders through variables, fields and functions', async () => {
    await checkRule(
      java,
      members(`  private final DefaultAzureCredentialBuilder kept = new DefaultAzureCredentialBuilder();
                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI101
  Object a() { return this.kept.build(); }
  private ManagedIdentityCredentialBuilder base() { return new ManagedIdentityCredentialBuilder(); }
                                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI101
  Object b() { return base().build(); }`),
    );
  });

  it('is silent where an identity is named, however late', async () => {
    await checkRule(
      java,
      members(`  Object a = new ManagedIdentityCredentialBuilder().clientId(System.getenv("A")).build();
  Object b = new DefaultAzureCredentialBuilder().managedIdentityResourceId(ID).build();
  Object c() { var builder = new ManagedIdentityCredentialBuilder(); if (x) { builder.clientId("a"); } return builder.build(); }
  Object d(boolean s) { return s ? new ManagedIdentityCredentialBuilder().build() : new ManagedIdentityCredentialBuilder().objectId(o).build(); }
  Object e(String s) { if (s == null) return new ManagedIdentityCredentialBuilder().build(); return new ManagedIdentityCredentialBuilder().clientId(s).build(); }
  private ManagedIdentityCredentialBuilder base() { return new ManagedIdentityCredentialBuilder(); }
  Object f() { return base().clientId(id).build(); }
  Object g() { var builder = new ManagedIdentityCredentialBuilder(); other.configure(builder); return builder.build(); }`),
    );
    await checkRule(
      kotlin,
      `import com.azure.identity.*
val a = ManagedIdentityCredentialBuilder().apply { if (x) clientId(x) }.build()
val b = DefaultAzureCredentialBuilder().also { it.managedIdentityClientId("a") }.build()
fun c(x: String?) = when { x == null -> ManagedIdentityCredentialBuilder().build() else -> ManagedIdentityCredentialBuilder().clientId(x).build() }`,
    );
  });

  it('knows the SDK from classes of like name', async () => {
    await checkRule(
      java,
      'import com.azure.identity.*;\nclass ManagedIdentityCredentialBuilder { Object a = new ManagedIdentityCredentialBuilder().build(); }',
    );
    await checkRule(
      java,
      'import shop.DefaultAzureCredentialBuilder;\nclass A { Object a = new DefaultAzureCredentialBuilder().build(); }',
    );
    await checkRule(kotlin, 'import com.azure.core.*\nval a = DefaultAzureCredentialBuilder().build()');
    await checkRule(
      'src/test/java/A.java',
      members('Object a = new ManagedIdentityCredentialBuilder().build();'),
    );
  });

  it('judges by the identities of the linked app', async () => {
    const managed = members('Object a = new ManagedIdentityCredentialBuilder().build();');
    const chain = members('Object a = new DefaultAzureCredentialBuilder().build();');
    const level = async (text: string, app: 'none' | 'system' | 'user' | 'users' | 'both') =>
      (await findingsIn(java, text, { app })).map(({ severity }) => severity);
    assert.deepEqual(await level(managed, 'both'), ['warning']);
    assert.deepEqual(await level(managed, 'users'), ['warning']);
    for (const app of ['none', 'system', 'user'] as const) assert.deepEqual(await level(managed, app), []);
    assert.deepEqual(await level(chain, 'user'), ['hint']);
    assert.deepEqual(await level(chain, 'system'), []);
  });

  it('names the identity that is chosen, laid out like the code around it', async () => {
    const text = members(
      '  Object a = new ManagedIdentityCredentialBuilder()\r\n    .maxRetry(2)\r\n    .build();',
    );
    const title = /orders-id/;
    const named = await fixed(java, text, { app: 'both', title });
    assert.equal(
      named,
      text.replace('\r\n    .build', `\r\n    .clientId("${ids.ordersClient}")\r\n    .build`),
    );
    assert.deepEqual(await findingsIn(java, named, { app: 'both' }), []);
    const late =
      'import com.azure.identity.*\nfun a() { val b = DefaultAzureCredentialBuilder()\n  b.build() }';
    assert.equal(
      await fixed(kotlin, late),
      late.replace('Builder()\n', 'Builder().managedIdentityClientId(System.getenv("AZURE_CLIENT_ID"))\n'),
    );
  });
});
