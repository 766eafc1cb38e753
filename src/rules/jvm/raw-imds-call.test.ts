import assert from 'node:assert/strict';
import { checkRule, findingsIn } from '../../../test/rules/check-rule';

const url = 'http://169.254.169.254/metadata/identity/oauth2/token?resource=x';
const path = '/metadata/identity/oauth2/token';
const java = 'src/main/java/App.java';

/** What is reported in members of a class that sets the header, and repeats requests. */
async function reported(members: string): Promise<readonly string[]> {
  const text = `class App {\n  static final String HOST = "http://169.254.169.254";\n  String header = "Metadata";\n${members}\n}`;
  const findings = await findingsIn(java, text);
  return findings
    .filter(({ rule }) => rule.id !== 'MI106')
    .map(({ rule, span }) => `${rule.id} ${text.slice(span.start, span.end)}`);
}

describe('MI104 raw-imds-call', () => {
  it('reports URLs that flow into a request', async () => {
    await checkRule(
      java,
      `class App {
  static final String URL = "${url}";
                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI104 info
  String a() {
    headers.set("Metadata", "true");
    while (true) http.exchange(UriComponentsBuilder.fromHttpUrl(URL).build().toUri(), GET, headers, String.class);
  }
}`,
    );
    await checkRule(
      'src/main/kotlin/App.kt',
      `class App {
  companion object { const val BASE = "http://localhost:50342/oauth2/token" }
                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI104
  @Retryable fun a() = http.getForObject("$BASE?resource=\${vault}", String::class.java, "Metadata")
}`,
    );
  });

  for (const [name, member, literal] of [
    [
      'joined to a constant',
      `Object a() { return http.get(HOST + "${path}?resource=x"); }`,
      `"${path}?resource=x"`,
    ],
    [
      'broken in its path',
      `Object a() { return http.exchange(HOST + "/metadata/identity/oauth2/" + "token?resource=x", GET, h, X.class); }`,
      '"token?resource=x"',
    ],
    [
      'of a format',
      `Object a() { return http.get(String.format("%s/metadata/identity/oauth2/token?resource=%s", HOST, r)); }`,
      '"%s/metadata/identity/oauth2/token?resource=%s"',
    ],
    [
      'of a builder of URLs',
      `Object a() { return http.get(UriComponentsBuilder.fromHttpUrl(HOST).path("/metadata").path("/identity/oauth2/token").toUriString()); }`,
      '"/identity/oauth2/token"',
    ],
    [
      'of segments',
      `Object a() { return http.newCall(new Request.Builder().url(new HttpUrl.Builder().host("169.254.169.254").addPathSegments("metadata/identity/oauth2/token").build()).header("Metadata", "true").build()); }`,
      '"metadata/identity/oauth2/token"',
    ],
    [
      'of a StringBuilder',
      `Object a() { StringBuilder b = new StringBuilder(HOST); b.append("${path}"); return http.get(b.toString()); }`,
      `"${path}"`,
    ],
    [
      'below the base of a client',
      `Client c = Client.of("http://169.254.169.254/metadata/identity"); Object a() { return c.get().uri("/oauth2/token?resource=x").retrieve(); }`,
      '"/oauth2/token?resource=x"',
    ],
    [
      'as the default of a setting',
      `@Value("\${imds:${url}}") String u; Object a() { return http.get(u); }`,
      `"\${imds:${url}}"`,
    ],
    ['of Jsoup', `Object a() { return Jsoup.connect("${url}").execute(); }`, `"${url}"`],
    ['of JAX-RS', `Object a() { return client.target(HOST).path("${path}").request().get(); }`, `"${path}"`],
    ["of Apache's fluent client", `Object a() { return Request.get("${url}").execute(); }`, `"${url}"`],
    [
      'of RequestEntity',
      `Object a() { return http.exchange(RequestEntity.get("${url}").build(), String.class); }`,
      `"${url}"`,
    ],
    ['of a client of the project', `Object a() { return Own.create("${url}").read(); }`, `"${url}"`],
    [
      'through a function',
      `Object a() { return ask("${url}"); } Object ask(String u) { return http.getForObject(u, X.class); }`,
      `"${url}"`,
    ],
    ['declared with Retrofit', `interface Imds { @GetExchange("${path}") String token(); }`, `"${path}"`],
  ] as const)
    it(`reports a URL ${name}`, async () => {
      assert.deepEqual(await reported(member), [`MI104 ${literal}`]);
    });

  it('reports the endpoint of App Service that is asked by hand', async () => {
    assert.deepEqual(
      await reported(
        'Object a() { return http.exchange(System.getenv("IDENTITY_ENDPOINT") + "?resource=x", GET, h, X.class); }',
      ),
      ['MI104 System.getenv("IDENTITY_ENDPOINT")'],
    );
    assert.deepEqual(
      await reported(
        '@Value("${MSI_ENDPOINT}") String u; Object a() { return new URL(u + "?resource=" + r).openConnection(); }',
      ),
      ['MI104 "${MSI_ENDPOINT}"'],
    );
  });

  for (const [name, member] of Object.entries({
    'in a comment': `// ${url}\n  /* http.get("${url}") */ Object a() { return null; }`,
    'that is compared': `boolean a(String u) { return u.equals("${url}") || u.startsWith(HOST + "${path}"); }`,
    'that is logged': `void a() { log.info("{}", "${url}"); }`,
    'in a sentence': `Object a() { return http.post("no answer from ${url} today"); }`,
    'of an exception': `void a() { throw new IllegalStateException("${url}"); }`,
    'in a list': `Set<String> blocked = Set.of("${url}");`,
    'in a map': `void a() { map.put("url", "${url}"); }`,
    'of a stub': `void a() { server.stubFor(get(urlPathEqualTo("${path}"))); }`,
    'that is answered, not asked': `@RestController static class Fake { @GetMapping("${path}") String token() { return ""; } }`,
    'of other metadata':
      'Object a() { return http.get("http://169.254.169.254/metadata/instance?api-version=2021-02-01"); }',
    'of another token endpoint': 'Object a() { return http.get("https://login.example.com/oauth2/token"); }',
    'that is kept only': `static final String URL = "${url}";`,
    'of App Service, looked for only':
      'boolean a() { return System.getenv("IDENTITY_ENDPOINT") != null; } String r = "resource";',
    'half typed': `Object a() { return http.get(HOST + "/metadata/iden`,
    'of a credential': 'Object a() { return credential.getTokenSync(context); }',
  }))
    it(`is silent about a URL ${name}`, async () => {
      assert.deepEqual(await reported(member), []);
    });
});
