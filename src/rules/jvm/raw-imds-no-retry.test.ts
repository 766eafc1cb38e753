import assert from 'node:assert/strict';
import { checkRule, findingsIn } from '../../../test/rules/check-rule';

const url = 'http://169.254.169.254/metadata/identity/oauth2/token';
const java = 'src/main/java/App.java';
const request = `Object token() { HttpGet get = new HttpGet("${url}"); get.setHeader("Metadata", "true"); return client.execute(get); }`;

async function reported(members: string, path = java): Promise<readonly string[]> {
  const findings = await findingsIn(path, `class App {\n${members}\n}`);
  return findings.map(({ rule, severity }) => `${rule.id} ${severity}`);
}

describe('MI106 raw-imds-no-retry', () => {
  it('reports requests that are sent once, beside the rule that names the library', async () => {
    await checkRule(
      java,
      `class App { void a() { var c = new URL(
  "${url}").openConnection();
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI104 info
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI106 info
  c.setRequestProperty("Metadata", "true"); } }`,
    );
    await checkRule(
      'src/main/kotlin/App.kt',
      `fun a() = client.newCall(Request.Builder().url("${url}").header("Metadata", "true").build()).execute()
                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI104
                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI106 info`,
    );
  });

  for (const [name, members] of Object.entries({
    'a comment speaks of a retry': `  // the caller may retry\n  /** Retries later. */\n  ${request}`,
    'a text speaks of a retry': `  ${request}\n  String note = "Please retry, or wait for the backoff";`,
    'other code has a retry': `  ${request}\n  void pay() { retryTemplate.execute(x -> charge()); }`,
    'other code has a loop': `  ${request}\n  void count() { for (int i = 0; i < 429; i++) add(i); }`,
    'other code looks at a status': `  ${request}\n  boolean busy(int status) { return status == 429; }`,
  }))
    it(`reports where ${name}`, async () => {
      assert.deepEqual(await reported(members), ['MI104 info', 'MI106 info']);
    });

  for (const [name, members] of Object.entries({
    'a loop around it': `  Object a() { for (int i = 0; i < 5; i++) { HttpGet get = new HttpGet("${url}"); get.setHeader("Metadata", "true"); client.execute(get); } return null; }`,
    'an annotation on it': `  @Retryable ${request}`,
    'an annotation on its class': `  @Retry(maxAttempts = 3) static class Tokens { ${request} }`,
    'a look at the status': `  Object a() { HttpGet get = new HttpGet("${url}"); get.setHeader("Metadata", "true"); var r = client.execute(get); if (r.getCode() == 429) wait(1); return r; }`,
    'a look at a named status': `  Object a() { HttpGet get = new HttpGet("${url}"); get.setHeader("Metadata", "true"); return client.execute(get, r -> r.is5xxServerError() ? again() : r); }`,
    'a policy around it': `  Object a() { return retryTemplate.execute(x -> { HttpGet get = new HttpGet("${url}"); get.setHeader("Metadata", "true"); return client.execute(get); }); }`,
    'a caller in a loop': `  ${request}\n  Object a() { while (true) { Object t = token(); if (t != null) return t; } }`,
    'a caller with a policy': `  ${request}\n  Object a() { return Retry.decorate(() -> token()); }`,
    'a client of the file that repeats': `  final Object client = HttpClients.custom().setRetryStrategy(new DefaultHttpRequestRetryStrategy()).build();\n  ${request}`,
    'a client that a constructor makes': `  App() { this.client = HttpClients.custom().setRetryHandler(three).build(); }\n  ${request}`,
    'a backoff within it': `  Object token() { HttpGet get = new HttpGet("${url}"); get.setHeader("Metadata", "true"); return backOff.run(() -> client.execute(get)); }`,
    'a client that is made elsewhere': `  Object a() { return http.exchange("${url}", GET, headers, String.class); }`,
  }))
    it(`takes ${name} for a retry`, async () => {
      assert.deepEqual(await reported(members), ['MI104 info']);
    });

  it('is silent in test sources, comments and half-typed code', async () => {
    assert.deepEqual(await reported(`  ${request}`, 'src/test/java/AppTest.java'), []);
    assert.deepEqual(await reported(`  /* ${request} */ Object a;`), []);
    assert.deepEqual(
      await reported(`  Object token() { HttpGet get = new HttpGet("http://169.254.169.254/metadata/iden`),
      [],
    );
  });
});
