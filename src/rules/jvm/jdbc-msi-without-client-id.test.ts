import assert from 'node:assert/strict';
import { ids } from '../../../test/rules/canned-apps';
import { checkRule, findingsIn, fixed } from '../../../test/rules/check-rule';

const java = 'src/main/java/App.java';
const kotlin = 'src/main/kotlin/App.kt';
const host = 'jdbc:sqlserver://shop.database.windows.net';

describe('MI112 jdbc-msi-without-client-id', () => {
  it('reports URLs that name no identity', async () => {
    await checkRule(
      java,
      `class App {
  String a = "${host};" + "authentication=ActiveDirectoryManagedIdentity;encrypt=true";
                                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI112 hint
  String b = """
    ${host};
    Authentication=activedirectorymsi""";
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI112
}`,
    );
    await checkRule(
      kotlin,
      `fun a(server: String) = open("jdbc:sqlserver://$server;authentication=ActiveDirectoryMSI")
                                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI112`,
    );
  });

  it('is silent where an identity is named, or may be', async () => {
    const url = (rest: string) =>
      `class App { String a = "${host};authentication=ActiveDirectoryMSI${rest}; }`;
    for (const rest of [
      ';msiClientId=a"',
      ';User=a"',
      ';" + rest',
      ';msiClientId=" + id',
      '"; void b() { props.put("user", id); open(a); }',
    ])
      await checkRule(java, url(rest));
    await checkRule(
      java,
      `class App { String a = "${host};authentication=ActiveDirectoryPassword"; String b = "authentication=ActiveDirectoryMSI"; }`,
    );
    await checkRule(java, url('"'), { app: 'system' });
    await checkRule(kotlin, `val a = "${host};authentication=ActiveDirectoryMSI;$rest"`);
  });

  it('names the chosen identity', async () => {
    const text = `class App { String a = "${host};authentication=ActiveDirectoryMSI;encrypt=true"; }`;
    const result = await fixed(java, text, { app: 'both', title: /orders-id/ });
    assert.equal(result, text.replace('MSI;', `MSI;msiClientId=${ids.ordersClient};`));
    assert.deepEqual(await findingsIn(java, result, { app: 'both' }), []);
  });

  it('takes the client ID from the environment in the form of the place', async () => {
    const env = 'System.getenv("AZURE_CLIENT_ID")';
    const cases: readonly (readonly [string, string, string])[] = [
      [
        java,
        `class App { String a = "${host};authentication=ActiveDirectoryMSI;b=c"; }`,
        `;msiClientId=" + ${env} + "`,
      ],
      [
        java,
        `class App { @Value("\${url:${host};authentication=ActiveDirectoryMSI}") String a; }`,
        ';msiClientId=${AZURE_CLIENT_ID}',
      ],
      [kotlin, `val a = "${host};authentication=ActiveDirectoryMSI"`, `;msiClientId=\${${env}}`],
    ];
    for (const [path, text, added] of cases) {
      const result = await fixed(path, text);
      assert.equal(
        result,
        text.replace('ActiveDirectoryMSI', () => `ActiveDirectoryMSI${added}`),
      );
      assert.deepEqual(await findingsIn(path, result), []);
    }
    const constant = `const val A = "${host};authentication=ActiveDirectoryMSI"`;
    assert.deepEqual((await findingsIn(kotlin, constant))[0]?.fixes, []);
  });

  const found = async (body: string, path = java) => {
    const text = `class App {\n  static final String URL = "${host};encrypt=true";\n${body}\n}`;
    return (await findingsIn(path, text)).map(
      ({ rule, span }) => `${rule.id} ${text.slice(span.start, span.end)}`,
    );
  };
  const setter = 'source.setAuthentication("ActiveDirectoryMSI")';
  const source = 'SQLServerDataSource source = new SQLServerDataSource();';

  for (const [name, body, at] of [
    ['a setter', `Object a() { ${source} ${setter}; return source; }`, setter],
    [
      'a property of a pool',
      'void a(HikariConfig c) { c.addDataSourceProperty("authentication", "ActiveDirectoryManagedIdentity"); }',
      'c.addDataSourceProperty("authentication", "ActiveDirectoryManagedIdentity")',
    ],
    [
      'an entry of properties',
      'void a(Properties p) { p.setProperty("authentication", "ActiveDirectoryMSI"); }',
      'p.setProperty("authentication", "ActiveDirectoryMSI")',
    ],
    [
      'a constant',
      `static final String MSI = "ActiveDirectoryMSI"; void a(SQLServerDataSource s) { s.setAuthentication(MSI); }`,
      's.setAuthentication(MSI)',
    ],
    [
      'the second of two',
      `Object a() { ${source} var b = new SQLServerDataSource(); b.setAuthentication("ActiveDirectoryMSI"); b.setMSIClientId(id); ${setter}; return source; }`,
      setter,
    ],
    [
      'a URL, whoever else has a user',
      `Object a() { return open("${host};authentication=ActiveDirectoryMSI"); } void mail(Mail m) { m.setUsername("post"); }`,
      'authentication=ActiveDirectoryMSI',
    ],
  ] as const)
    it(`reports ${name}`, async () => {
      assert.deepEqual(await found(body), [`MI112 ${at}`]);
    });

  for (const [name, body] of Object.entries({
    'a client ID beside it': `Object a() { ${source} ${setter}; source.setMSIClientId(id); return source; }`,
    'a user beside it': `Object a() { ${source} source.setUser(id); ${setter}; return source; }`,
    'a user among the properties':
      'void a(Properties p) { p.setProperty("authentication", "ActiveDirectoryMSI"); p.setProperty("user", id); }',
    'a client ID of the pool':
      'void a(HikariConfig c) { c.addDataSourceProperty("authentication", "ActiveDirectoryMSI"); c.addDataSourceProperty("msiClientId", id); }',
    'another authentication': `Object a() { ${source} source.setAuthentication("ActiveDirectoryDefault"); return source; }`,
    'an authentication that is not constant': `Object a() { ${source} source.setAuthentication(mode()); return source; }`,
    'a user of the same pool': `Object a(HikariConfig c) { c.setJdbcUrl("${host};authentication=ActiveDirectoryMSI"); c.setUsername(id); return c; }`,
    'a URL that names it': `Object a() { return open("${host};authentication=ActiveDirectoryMSI;user=x"); }`,
    'a URL whose rest is not known': `Object a() { return open("${host};authentication=ActiveDirectoryMSI;" + rest); }`,
    'another database':
      'Object a() { return open("jdbc:postgresql://shop;authentication=ActiveDirectoryMSI"); }',
    'a comment': `Object a() { // ${setter}\n return null; }`,
    'a text': 'String a = "setAuthentication(ActiveDirectoryMSI)";',
    'half-typed code': `Object a() { ${source} source.setAuthentication("ActiveDir`,
  }))
    it(`is silent about ${name}`, async () => {
      assert.deepEqual(await found(body), []);
    });

  it('is silent in tests', async () => {
    assert.deepEqual(
      await found(`Object a() { ${source} ${setter}; return source; }`, 'src/test/java/AppTest.java'),
      [],
    );
  });

  it('adds the setter, laid out like the one before', async () => {
    const text = `class App {\r\n\tObject a() {\r\n\t\t${source}\r\n\t\t${setter}; // by identity\r\n\t\treturn source;\r\n\t}\r\n}`;
    const right = await fixed(java, text);
    assert.equal(
      right,
      text.replace(
        `${setter};`,
        `${setter};\r\n\t\tsource.setMSIClientId(System.getenv("AZURE_CLIENT_ID"));`,
      ),
    );
    assert.deepEqual(await findingsIn(java, right), []);
  });
});
