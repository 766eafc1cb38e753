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

  for (const [name, code] of Object.entries({
    'a reference that finishes it': `  Supplier<Object> a = new ManagedIdentityCredentialBuilder()::build;
                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI101`,
    'a reference that makes it': `  Supplier<ManagedIdentityCredentialBuilder> a = ManagedIdentityCredentialBuilder::new;
                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI101
  Object b() { return a.get().build(); }`,
    'what holds it': `  Object a() { return Optional.of(new DefaultAzureCredentialBuilder()).map(DefaultAzureCredentialBuilder::build).get(); }
                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI101`,
    'a function that finishes it': `  Object a() { return finish(new ManagedIdentityCredentialBuilder().maxRetry(2)); }
                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI101
  private Object finish(ManagedIdentityCredentialBuilder given) { return given.build(); }`,
    'a constructor that finishes it': `  static class Held { final Object made; Held(ManagedIdentityCredentialBuilder given) { made = given.build(); } }
  Held a = new Held(new ManagedIdentityCredentialBuilder());
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI101`,
    'an ID that is null or blank': `  Object a = new ManagedIdentityCredentialBuilder().clientId(null).build();
             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI101
  private static final String NONE = " ";
  Object b = new DefaultAzureCredentialBuilder().managedIdentityClientId(NONE).build();
             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI101`,
  }))
    it(`reports through ${name}`, () => checkRule(java, members(code)));

  it('reports through the scope functions of Kotlin', () =>
    checkRule(
      kotlin,
      `import com.azure.identity.*
private fun ManagedIdentityCredentialBuilder.quick() = maxRetry(1)
val a = ManagedIdentityCredentialBuilder().quick().build()
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI101
val b = with(ManagedIdentityCredentialBuilder()) { build() }
             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI101
val c = DefaultAzureCredentialBuilder().let { it.build() }
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI101
val d = DefaultAzureCredentialBuilder().run { maxRetry(1); build() }
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI101
val e = ManagedIdentityCredentialBuilder().also { fresh -> println(fresh) }.build()`,
    ));

  for (const [name, code] of Object.entries({
    'an extension of the file names it':
      'fun ManagedIdentityCredentialBuilder.named(id: String) = clientId(id)\nval a = ManagedIdentityCredentialBuilder().named("a").build()',
    'an extension with a body names it':
      'fun ManagedIdentityCredentialBuilder.named(id: String): ManagedIdentityCredentialBuilder { this.clientId(id); return this }\nval a = ManagedIdentityCredentialBuilder().named("a").build()',
    'an extension of another file may name it':
      'val a = ManagedIdentityCredentialBuilder().named("a").build()',
    'a named parameter of a lambda names it':
      'val a = ManagedIdentityCredentialBuilder().also { b -> b.clientId(id) }.build()',
    'with names it': 'val a = with(ManagedIdentityCredentialBuilder()) { clientId(id); build() }',
    'let names it': 'val a = ManagedIdentityCredentialBuilder().let { it.clientId(id).build() }',
    'a reference within apply names it':
      'val a = ManagedIdentityCredentialBuilder().apply { id?.let(::clientId) }.build()',
    'a function that is passed in may name it':
      'fun make(set: ManagedIdentityCredentialBuilder.() -> Unit) = ManagedIdentityCredentialBuilder().apply(set).build()',
    'a function of the file names it, called by its parameter':
      'fun named(on: ManagedIdentityCredentialBuilder) = on.clientId(id).build()\nval a = named(on = ManagedIdentityCredentialBuilder())',
    'the configuration may name it':
      'val a = DefaultAzureCredentialBuilder().configuration(settings).build()',
    'one of two attempts names it':
      'fun a() = try { ManagedIdentityCredentialBuilder().clientId(id).build() } catch (e: Problem) { ManagedIdentityCredentialBuilder().build() }',
    'a comment and a text speak of it':
      '// ManagedIdentityCredentialBuilder().build()\nval a = "ManagedIdentityCredentialBuilder().build()"',
    'it is half typed': 'val a = ManagedIdentityCredentialBuilder().',
  }))
    it(`is silent where ${name}`, () => checkRule(kotlin, `import com.azure.identity.*\n${code}`));

  it('is silent where a function of the file or a callback names it, in Java', async () => {
    await checkRule(
      java,
      members(`  Object a() { return finish(new ManagedIdentityCredentialBuilder()); }
  private Object finish(ManagedIdentityCredentialBuilder given) { return given.clientId(id).build(); }
  Object b(Consumer<ManagedIdentityCredentialBuilder> set) { var b = new ManagedIdentityCredentialBuilder(); set.accept(b); return b.build(); }
  Supplier<Object> c = new ManagedIdentityCredentialBuilder().clientId(System.getenv("ID"))::build;
  Object d(Optional<String> id) { var b = new ManagedIdentityCredentialBuilder(); id.ifPresent(b::clientId); return b.build(); }`),
    );
  });

  it('is silent where a loop over builders names each of them', async () => {
    const made = 'new ManagedIdentityCredentialBuilder()';
    for (const all of ['ManagedIdentityCredentialBuilder[] all = {b, c};', 'var all = List.of(b, c);'])
      await checkRule(
        java,
        members(
          `Object a() { var b = ${made}; var c = ${made}; ${all} for (var one : all) one.clientId(id()); return use(b.build(), c.build()); }`,
        ),
      );
    await checkRule(
      kotlin,
      `import com.azure.identity.*
fun a(): Any { val b = ManagedIdentityCredentialBuilder(); for (one in listOf(b)) { one.clientId(id()) }; return b.build() }`,
    );
  });

  it('puts the call where the builder is, not into the lambda behind it', async () => {
    const made = 'import com.azure.identity.*\nval a = ManagedIdentityCredentialBuilder().run { build() }';
    assert.equal(
      await fixed(kotlin, made),
      made.replace('().run', '().clientId(System.getenv("AZURE_CLIENT_ID")).run'),
    );
    const within =
      'import com.azure.identity.*\nval a = with(ManagedIdentityCredentialBuilder()) {\n\tbuild()\n}';
    assert.equal(
      await fixed(kotlin, within),
      within.replace('Builder())', 'Builder().clientId(System.getenv("AZURE_CLIENT_ID")))'),
    );
    const reference = members('  Supplier<Object> a = new DefaultAzureCredentialBuilder()::build;');
    assert.equal(
      await fixed(java, reference),
      reference.replace('()::', '().managedIdentityClientId(System.getenv("AZURE_CLIENT_ID"))::'),
    );
    for (const [path, text] of [
      [kotlin, made],
      [kotlin, within],
      [java, reference],
    ] as const)
      assert.deepEqual(await findingsIn(path, await fixed(path, text)), []);
  });

  it('gives an ID to the call that has none', async () => {
    const text = members(
      '\tObject a = new ManagedIdentityCredentialBuilder().clientId( /* none */ "").build();\r',
    );
    const named = await fixed(java, text);
    assert.equal(named, text.replace('""', 'System.getenv("AZURE_CLIENT_ID")'));
    assert.deepEqual(await findingsIn(java, named), []);
  });

  it('has no fix where a reference makes the builder', async () => {
    const text =
      'import com.azure.identity.*\nval make = ::ManagedIdentityCredentialBuilder\nval a = make().build()';
    assert.deepEqual(
      (await findingsIn(kotlin, text)).map(({ rule, fixes }) => [rule.id, fixes?.length]),
      [['MI101', 0]],
    );
  });

  it('takes a default of Kotlin for what others may replace', async () => {
    const made = 'ManagedIdentityCredentialBuilder().clientId(clientId).build()';
    for (const text of [
      `class App(private val clientId: String? = null) { fun a() = ${made} }`,
      `class App(clientId: String? = null) { val a = ${made} }`,
      `fun a(clientId: String? = null) = ${made}`,
    ])
      assert.deepEqual(
        await findingsIn('src/main/kotlin/App.kt', `import com.azure.identity.*\n${text}\n`),
        [],
        text,
      );
    const own = `import com.azure.identity.*\nval clientId: String? = null\nfun a() = ${made}\n`;
    assert.deepEqual(
      (await findingsIn('src/main/kotlin/App.kt', own)).map(({ rule }) => rule.id),
      ['MI101'],
    );
  });
});
