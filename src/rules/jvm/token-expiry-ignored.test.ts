import assert from 'node:assert/strict';
import { checkRule, findingsIn } from '../../../test/rules/check-rule';

const java = 'src/main/java/App.java';
const members = (body: string) => `import com.azure.core.credential.AccessToken;\nclass App {\n${body}\n}`;

describe('MI109 token-expiry-ignored', () => {
  it('reports tokens that are kept or made a password', async () => {
    await checkRule(
      java,
      members(`  static String kept;
  void a() { kept = "Bearer " + x; kept = credential.getTokenSync(context).getToken(); }
                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI109 warning
  @Bean DataSource b(AccessToken t) { var source = new HikariDataSource(); source.setPassword(t.getToken()); return source; }
                                                                                              ^^^^^^^^^^^^ MI109`),
    );
    await checkRule(
      'src/main/kotlin/App.kt',
      `import com.azure.core.credential.*
class App(credential: TokenCredential) {
  private val bearer = credential.getTokenSync(context).token
                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI109
}`,
    );
  });

  it('is silent where the program knows when tokens end, or keeps none', async () => {
    await checkRule(
      java,
      members('  String a; void b(AccessToken t) { a = t.getToken(); until = t.getExpiresAt(); }'),
    );
    await checkRule(
      java,
      members('  @Scheduled(fixedRate = 9) void b(AccessToken t) { a = t.getToken(); } String a;'),
    );
    await checkRule(
      java,
      members('  AccessToken a; String b(AccessToken t) { this.a = t; String s = t.getToken(); return s; }'),
    );
  });

  const found = async (body: string, path = java) => {
    const text = members(`  private String kept; private Object client;\n${body}`);
    return (await findingsIn(path, text)).map(
      ({ rule, span }) => `${rule.id} ${text.slice(span.start, span.end)}`,
    );
  };
  const get = 'void a(AccessToken t) { kept = t.getToken(); }';

  for (const [name, body, at] of [
    [
      'a comment that speaks of a refresh',
      `/** Refreshes the list when it expires. */ void b() {} ${get}`,
      't.getToken()',
    ],
    [
      'a text that speaks of a refresh',
      `String b = "Please refresh before it expires"; ${get}`,
      't.getToken()',
    ],
    ['the expiry of something else', `boolean b(Cookie c) { return c.isExpired(); } ${get}`, 't.getToken()'],
    [
      'a schedule of something else',
      `@Scheduled(fixedRate = 9) void b() { clean(); } ${get}`,
      't.getToken()',
    ],
    [
      'an object that is kept',
      'void a(AccessToken t) { client = new StorageCredentialsToken("shop", t.getToken()); }',
      'new StorageCredentialsToken("shop", t.getToken())',
    ],
    [
      'an object within another',
      'void a(AccessToken t) { String s = t.getToken(); client = new BlobClient(uri, new StorageCredentialsToken("shop", s)); }',
      'new StorageCredentialsToken("shop", s)',
    ],
    [
      'a bean',
      '@Bean Object a(AccessToken t) { return new StorageCredentialsToken("shop", t.getToken()); }',
      'new StorageCredentialsToken("shop", t.getToken())',
    ],
    [
      'a data source that is a bean',
      '@Bean Object a(AccessToken t) { var s = new SQLServerDataSource(); s.setAccessToken(t.getToken()); return s; }',
      's.setAccessToken(t.getToken())',
    ],
    [
      'headers of a client',
      '@Bean Object a(AccessToken t) { return RestClient.builder().defaultHeaders(h -> h.setBearerAuth(t.getToken())).build(); }',
      'h.setBearerAuth(t.getToken())',
    ],
    [
      'a Mono',
      'void a(TokenCredential c) { kept = c.getToken(x).map(m -> m.getToken()).block(); }',
      'm.getToken()',
    ],
  ] as const)
    it(`reports, whatever else the file has: ${name}`, async () => {
      assert.deepEqual(await found(body), [`MI109 ${at}`]);
    });

  for (const [name, body] of Object.entries({
    'a look at the expiry beside it':
      'void a(AccessToken t) { kept = t.getToken(); until = t.getExpiresAt(); }',
    'a look where it is used': `${get} String b() { if (expiresSoon()) a(next()); return kept; }`,
    'a function that renews': 'void renew(AccessToken t) { kept = t.getToken(); }',
    'a schedule that calls it': `${get} @Scheduled(fixedRate = 9) void b() { a(next()); }`,
    'an executor that runs it': `${get} void b() { executor.scheduleAtFixedRate(() -> a(next()), 0, 9, MINUTES); }`,
    'the seconds in the answer':
      'void a(JsonNode n) { kept = n.get("access_token").asText(); long s = n.get("expires_in").asLong(); }',
    'an object that is used at once':
      'Object a(AccessToken t) { var b = new BlobClient(uri, new StorageCredentialsToken("shop", t.getToken())); return b.list(); }',
    'a header of one request':
      'Object a(AccessToken t) { return http.get().uri(u).header("Authorization", "Bearer " + t.getToken()).retrieve(); }',
    'a record that is handed on':
      'record Auth(String token) {} Object a(AccessToken t) { return new Auth(t.getToken()); }',
    'a data source that is asked at once':
      'Object a(AccessToken t) { var s = new SQLServerDataSource(); s.setAccessToken(t.getToken()); return s.getConnection(); }',
    'an interceptor that asks each time':
      '@Bean Object a(TokenCredential c) { return RestClient.builder().defaultRequest(h -> h.setBearerAuth(c.getTokenSync(x).getToken())).build(); }',
    'a connection that is opened at once':
      'Object a(AccessToken t) { Properties p = new Properties(); p.put("accessToken", t.getToken()); return DriverManager.getConnection(url, p); }',
    'the token itself': 'AccessToken all; void a(AccessToken t) { all = t; }',
    'a local': 'String a(AccessToken t) { String s = t.getToken(); return s; }',
    'a comment': '// kept = t.getToken();\n  void a() {}',
    'half-typed code': 'void a(AccessToken t) { kept = t.get',
  }))
    it(`is silent about ${name}`, async () => {
      assert.deepEqual(await found(body), []);
    });

  it('reports passwords that Kotlin sets', async () => {
    for (const line of [
      'val a = HikariDataSource().apply { password = c.getTokenSync(x).token }',
      'fun a(s: HikariDataSource) { s.password = c.getTokenSync(x).token }',
    ]) {
      const path = 'src/main/kotlin/App.kt';
      const text = `import com.azure.core.credential.*\nclass App(val c: TokenCredential, val x: TokenRequestContext) {\n${line}\n}`;
      const all = await findingsIn(path, text);
      assert.deepEqual(
        all.map(({ rule, span }) => [rule.id, text.slice(span.start, span.end)]),
        [['MI109', 'c.getTokenSync(x).token']],
      );
    }
  });

  it('is silent in tests', async () => {
    assert.deepEqual(await found(get, 'src/test/java/AppTest.java'), []);
  });
});
