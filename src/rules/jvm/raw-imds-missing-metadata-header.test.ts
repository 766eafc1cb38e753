import assert from 'node:assert/strict';
import { checkRule, fixed, findingsIn } from '../../../test/rules/check-rule';

const java = 'src/main/java/App.java';
const kotlin = 'src/main/kotlin/App.kt';
const url = 'http://169.254.169.254/metadata/identity/oauth2/token?resource=x';
const ids = async (path: string, text: string) => (await findingsIn(path, text)).map(({ rule }) => rule.id);

describe('MI105 raw-imds-missing-metadata-header', () => {
  it('reports requests that the file makes without the header', async () => {
    await checkRule(
      java,
      `class App { void a() {
  HttpGet get = new HttpGet("${url}");
                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI105 error
  client.execute(get);
} }`,
    );
    await checkRule(
      kotlin,
      `val url =
  "${url}"
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI105
fun a(id: String) { client.newCall(Request.Builder().url("$url&client_id=$id").build()) }`,
    );
  });

  it('leaves it to the other rules where the header is set, or may be', async () => {
    const get = (rest: string) =>
      `class App { void a() { HttpGet get = new HttpGet("${url}"); ${rest} client.execute(get); } }`;
    assert.deepEqual(await ids(java, get('get.setHeader("Metadata", "true");')), ['MI106']);
    assert.deepEqual(await ids(java, get('get.setHeader(HEADER, "true");')), ['MI106']);
    assert.deepEqual(
      await ids(java, `class App { Object a() { return rest.getForObject("${url}", String.class); } }`),
      ['MI106'],
    );
  });

  it('adds the header in the form of the client, with the line ends of the file', async () => {
    const get = `class App { void a() {\r\n    var get = new HttpGet("${url}");\r\n    client.execute(get);\r\n} }`;
    const title = { title: /Metadata/ };
    assert.equal(
      await fixed(java, get, title),
      get.replace('");\r\n', '");\r\n    get.setHeader("Metadata", "true");\r\n'),
    );
    const open = `fun a() {\n  val c = URL("${url}").openConnection() as HttpURLConnection\n  c.inputStream\n}`;
    const opened = await fixed(kotlin, open, title);
    assert.equal(
      opened,
      open.replace('HttpURLConnection\n', 'HttpURLConnection\n  c.setRequestProperty("Metadata", "true")\n'),
    );
    assert.ok(!(await ids(kotlin, opened)).includes('MI105'));
  });
});
