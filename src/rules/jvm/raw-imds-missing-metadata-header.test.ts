import assert from 'node:assert/strict';
import { checkRule, findingsIn, fixed } from '../../../test/rules/check-rule';

const java = 'src/main/java/App.java';
const kotlin = 'src/main/kotlin/App.kt';
const url = 'http://169.254.169.254/metadata/identity/oauth2/token?resource=x';
const path = '/metadata/identity/oauth2/token';
const ids = async (file: string, text: string) => (await findingsIn(file, text)).map(({ rule }) => rule.id);

describe('MI105 raw-imds-missing-metadata-header', () => {
  it('reports requests that the file makes without the header', async () => {
    await checkRule(
      java,
      `class App { void a() {
  HttpGet get = new HttpGet("${url}");
                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI104 info
                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI105 error
  client.execute(get);
} }`,
    );
    await checkRule(
      kotlin,
      `val url =
  "${url}"
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI104
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI105
fun a(id: String) { client.newCall(Request.Builder().url("$url&client_id=$id").build()) }`,
    );
  });

  for (const [name, text] of Object.entries({
    "Java's own client": `class App { Object a() { return client.send(HttpRequest.newBuilder(URI.create("${url}")).GET().build(), handler); } }`,
    'a call that takes no headers': `class App { Object a(RestTemplate http) { return http.getForObject("${url}", String.class); } }`,
    'a stream': `class App { Object a() { return new URL("${url}").openStream(); } }`,
    'a Feign client': `@FeignClient(name = "imds", url = "http://169.254.169.254") interface Imds { @GetMapping("${path}") String token(); }`,
    'an HTTP interface': `@HttpExchange("http://169.254.169.254") interface Imds { @GetExchange("${path}") String token(@RequestParam String resource); }`,
    'a base in a constant': `class App { static final String BASE = "http://169.254.169.254/metadata"; Object a(RestTemplate http) { return http.getForEntity(BASE + "/identity/oauth2/token", String.class); } }`,
  }))
    it(`reports ${name}`, async () => {
      assert.deepEqual(await ids(java, text), ['MI104', 'MI105']);
    });

  const get = (rest: string, before = '') =>
    `class App { ${before} void a() { HttpGet get = new HttpGet("${url}"); ${rest} client.execute(get); } }`;
  for (const [name, text] of Object.entries({
    'it is set': get('get.setHeader("Metadata", "true");'),
    'it is set in lower case': get('get.addHeader("metadata", "true");'),
    'its name is not constant': get('get.setHeader(header(), "true");'),
    'its name is a constant of another file': get('get.setHeader(Headers.METADATA, "true");'),
    'its name is a constant of the file': get(
      'get.setHeader(NAME, "true");',
      'static final String NAME = "Metadata";',
    ),
    'headers come in one': get('get.setHeaders(all);'),
    'an interceptor may set it': get('client.addInterceptorFirst(own);'),
    'the client is made elsewhere': `class App { Object a() { return http.exchange("${url}", GET, entity, String.class); } }`,
    'a client of the project may set it': `class App { Object a(TokenClient http) { return http.getForObject("${url}", String.class); } }`,
    'an unlisted client may set it': `class App { Object a() { return Own.create("${url}").read(); } }`,
    'an interface declares it': `@FeignClient(name = "imds", url = "http://169.254.169.254") interface Imds { @GetMapping(value = "${path}", headers = "Metadata=true") String token(); }`,
    'an interface takes headers': `@HttpExchange("http://169.254.169.254") interface Imds { @GetExchange("${path}") String token(@RequestHeader Map<String, String> all); }`,
    'an interface is configured elsewhere': `@FeignClient(name = "imds", url = "http://169.254.169.254", configuration = Own.class) interface Imds { @GetMapping("${path}") String token(); }`,
    'App Service wants another header':
      'class App { Object a() { return new URL(System.getenv("IDENTITY_ENDPOINT") + "?resource=x").openStream(); } }',
    'the URL is a comment': `class App { /* new HttpGet("${url}") */ Object a; }`,
  }))
    it(`is silent where ${name}`, async () => {
      assert.ok(!(await ids(java, text)).includes('MI105'), (await ids(java, text)).join());
    });

  it('adds the header in the form of the client, with the line ends of the file', async () => {
    const made = `class App { void a() {\r\n\tvar get = new HttpGet("${url}"); // asks\r\n\tclient.execute(get);\r\n} }`;
    const rule = { rule: 'MI105', title: /Metadata/ };
    const withHeader = await fixed(java, made, rule);
    assert.match(withHeader, /;\r\n\tget\.setHeader\("Metadata", "true"\);/);
    assert.deepEqual(await ids(java, withHeader), ['MI104', 'MI106']);
    const open = `fun a() {\n  val c = URL("${url}").openConnection() as HttpURLConnection\n  c.inputStream\n}`;
    const opened = await fixed(kotlin, open, rule);
    assert.equal(
      opened,
      open.replace('HttpURLConnection\n', 'HttpURLConnection\n  c.setRequestProperty("Metadata", "true")\n'),
    );
    assert.ok(!(await ids(kotlin, opened)).includes('MI105'));
    const built = `class App { Object a() { return client.send(HttpRequest.newBuilder()\n\t.uri(URI.create("${url}"))\n\t.build(), handler); } }`;
    const headed = await fixed(java, built, rule);
    assert.equal(headed, built.replace('\n\t.build()', '\n\t.header("Metadata", "true")\n\t.build()'));
    assert.ok(!(await ids(java, headed)).includes('MI105'));
  });
});
