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
});
