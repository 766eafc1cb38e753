import assert from 'node:assert/strict';
import { ids } from '../../../test/rules/canned-apps';
import { checkRule, findingsIn, fixed } from '../../../test/rules/check-rule';

const java = 'src/main/java/App.java';
const kotlin = 'src/main/kotlin/App.kt';
const guid = '6b0e7d0e-5d1f-4a51-9a6f-2f0c7c1d8e90';
const resource = `/subscriptions/${guid}/resourceGroups/shop/providers/Microsoft.ManagedIdentity/userAssignedIdentities/orders-id`;
const members = (body: string) => `import com.azure.identity.*;\nclass App {\n${body}\n}`;

const found = async (body: string, path = java) => {
  const text = members(body);
  return (await findingsIn(path, text)).map(({ rule, severity, span }) =>
    [rule.id, severity, text.slice(span.start, span.end)].join(' '),
  );
};
const make = (calls: string) => `Object a = new ManagedIdentityCredentialBuilder().${calls}.build();`;

describe('MI113 identity-id-of-wrong-kind', () => {
  it('reports the literal', () =>
    checkRule(
      java,
      members(`  Object a = new ManagedIdentityCredentialBuilder().clientId("orders-id").build();
                                                              ^^^^^^^^^ MI113 error
  Object b = new DefaultAzureCredentialBuilder().managedIdentityResourceId("${guid}").build();
                                                                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI113`),
    ));

  for (const [name, body, at] of [
    ['a resource ID as client ID', make(`clientId("${resource}")`), resource],
    ['a resource ID as object ID', make(`objectId("${resource}")`), resource],
    ['a GUID as resource ID', make(`resourceId("${guid}")`), guid],
    ['a name as resource ID', make('resourceId("orders-id")'), 'orders-id'],
    ['a constant, where it is given', `static final String ID = "orders-id"; ${make('clientId(ID)')}`, 'ID'],
    [
      'a text that is put together of constants',
      `static final String GROUP = "/subscriptions/${guid}/resourceGroups/shop"; ${make('clientId(GROUP + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/orders-id")')}`,
      'GROUP + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/orders-id"',
    ],
    [
      'a constant that is put together',
      `static final String APP = "orders"; static final String ID = APP + "-id"; ${make('clientId(ID)')}`,
      'ID',
    ],
    ['one branch of a choice', make(`clientId(x ? "orders-id" : "${guid}")`), 'orders-id'],
    ['the default of an Optional', make('clientId(Optional.ofNullable(x).orElse("orders-id"))'), 'orders-id'],
    ['the driver of SQL Server', 'void a() { source.setMSIClientId("orders-id"); }', 'orders-id'],
  ] as const)
    it(`reports ${name}`, async () => {
      assert.deepEqual(await found(body), [`MI113 error ${at}`]);
    });

  for (const [name, body] of Object.entries({
    'a client ID': make(`clientId("${guid}")`),
    'an object ID': make(`objectId("${guid}")`),
    'a resource ID': make(`resourceId("${resource}")`),
    'a reference': make('clientId(System.getenv("orders-id"))'),
    'a setting': `@Value("\${orders.client-id}") String id; ${make('clientId(id)')}`,
    'a gap to be filled': make('clientId("<client-id>")'),
    'a word for the gap': make('clientId("your-client-id")'),
    'a template': make('clientId("${CLIENT_ID}")'),
    'a joined text': make(`resourceId("/subscriptions/" + id + "/resourceGroups/shop")`),
    'a text with a part that is not known': `static final String GROUP = find(); ${make('clientId(GROUP + "/orders-id")')}`,
    'a resource ID that is put together': `static final String GROUP = "/subscriptions/${guid}/resourceGroups/shop"; ${make('resourceId(GROUP + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/orders-id")')}`,
    'another builder': 'Object a = Registration.withId("a").clientId("orders-id").build();',
    'a class of the same name':
      'Object a = new shop.ManagedIdentityCredentialBuilder().clientId("orders-id").build();',
    'a comment': `// ${make('clientId("orders-id")')}\n  Object a;`,
    'a text': `String a = "new ManagedIdentityCredentialBuilder().clientId(orders-id).build()";`,
    'half-typed code': 'Object a = new ManagedIdentityCredentialBuilder().clientId("ord',
  }))
    it(`is silent about ${name}`, async () => {
      assert.deepEqual(await found(body), []);
    });

  it('is silent in tests', async () => {
    assert.deepEqual(await found(make('clientId("orders-id")'), 'src/test/java/AppTest.java'), []);
  });

  it('tells the two GUIDs of an identity of the linked app apart', async () => {
    const text = `import com.azure.identity.*\nclass App { companion object { const val ID = "${ids.ordersClient}" }\nval a = ManagedIdentityCredentialBuilder().objectId(ID).build() }`;
    const all = await findingsIn(kotlin, text, { app: 'users' });
    assert.deepEqual(
      all.map(({ rule, span }) => [rule.id, text.slice(span.start, span.end)]),
      [['MI113', 'ID']],
    );
    const right = await fixed(kotlin, text, { app: 'users' });
    assert.equal(right, text.replace('.objectId', '.clientId'));
    assert.deepEqual(await findingsIn(kotlin, right, { app: 'users' }), []);
  });

  it('gives the ID to the call that wants it, whatever stands beside', async () => {
    const text = members(
      `\tObject a = new DefaultAzureCredentialBuilder()\r\n\t\t.managedIdentityClientId(/* ours */ "${resource}") // clientId\r\n\t\t.build();\r\n`,
    );
    const right = await fixed(java, text);
    assert.equal(right, text.replace('managedIdentityClientId', 'managedIdentityResourceId'));
    assert.deepEqual(await findingsIn(java, right), []);
  });
});

describe('MI113 identity-id-of-wrong-kind, by constants', () => {
  const call = (language: 'java' | 'kotlin', name: string) => {
    const text = `${language === 'java' ? 'Object a = new ' : 'val a = '}ManagedIdentityCredentialBuilder().clientId(`;
    const end = language === 'java' ? ').build();' : ').build()';
    return `  ${text}${name}${end}\n${' '.repeat(text.length + 2)}${'^'.repeat(name.length)} MI113 error`;
  };

  for (const [name, types, members] of [
    [
      'of an interface',
      'interface Names { String ID = "stock-id"; int COUNT = 1; }',
      'class App {\n$Names.ID\n}',
    ],
    [
      'of an interface within the class',
      '',
      'class App {\n  interface Names { String ID = "stock-id"; }\n$Names.ID\n}',
    ],
    [
      'that a class has by what it implements',
      'interface Other { String ID = "22222222-2222-4222-8222-2222222222c2"; }\ninterface Names { String ID = "stock-id"; }',
      'class App implements Names {\n$ID\n}',
    ],
    ['of an annotation', '@interface Names { String ID = "stock-id"; }', 'class App {\n$Names.ID\n}'],
  ] as const)
    it(`follows constants ${name}`, () =>
      checkRule(
        'src/main/java/App.java',
        `import com.azure.identity.*;\n${types}\n${members.replace(/\$([\w.]+)/, (_, one: string) => call('java', one))}`,
      ));

  for (const [name, text] of [
    ['of an object', 'object Names { const val ID = "stock-id" }\nclass App {\n$Names.ID\n}'],
    ['of a companion object', 'class App {\n  companion object { const val ID = "stock-id" }\n$App.ID\n}'],
    [
      'of a companion object by its name',
      'class App {\n  companion object { const val ID = "stock-id" }\n$App.Companion.ID\n}',
    ],
    [
      'of a companion object with a name',
      'object Other { const val ID = "22222222-2222-4222-8222-2222222222c2" }\nclass App {\n  companion object Names { const val ID = "stock-id" }\n$App.ID\n}',
    ],
    [
      'of a companion object with a name, unqualified',
      'object Other { const val ID = "22222222-2222-4222-8222-2222222222c2" }\nclass App {\n  companion object Names { const val ID = "stock-id" }\n$ID\n}',
    ],
    [
      'of an interface',
      'interface Names { companion object { const val ID = "stock-id" } }\nclass App {\n$Names.ID\n}',
    ],
  ] as const)
    it(`follows constants of Kotlin ${name}`, () =>
      checkRule(
        'src/main/kotlin/App.kt',
        `import com.azure.identity.*\n${text.replace(/\$([\w.]+)/, (_, one: string) => call('kotlin', one))}`,
      ));

  it('takes the constant of the type that is named', () =>
    checkRule(
      'src/main/java/App.java',
      `import com.azure.identity.*;
interface Names { String ID = "stock-id"; }
interface Ids { String ID = "22222222-2222-4222-8222-2222222222c2"; }
class App { Object a = new ManagedIdentityCredentialBuilder().clientId(Ids.ID).build(); }`,
    ));
});
