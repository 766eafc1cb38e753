import { checkRule } from '../../../test/rules/check-rule';

const url = 'http://169.254.169.254/metadata/identity/oauth2/token';
const java = 'src/main/java/App.java';

describe('MI106 raw-imds-no-retry', () => {
  it('reports requests that are sent once', async () => {
    await checkRule(
      java,
      `class App { void a() { var c = new URL(
  "${url}").openConnection();
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI106 warning
  c.setRequestProperty("Metadata", "true"); } }`,
    );
  });

  it('gives a hint where the client is made elsewhere, which may repeat', async () => {
    await checkRule(
      'src/main/kotlin/App.kt',
      `fun a() = http.getForObject("${url}", String::class.java)
                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI106 hint`,
    );
  });

  it('takes loops, policies and a look at the status for a retry', async () => {
    const request = `rest.exchange("${url}", GET, headers, String.class)`;
    for (const body of [
      `Object a() { for (int i = 0; i < 5; i++) ${request}; return null; }`,
      `@Retryable Object a() { return ${request}; }`,
      `Object a() { var r = ${request}; if (r.status() == 429) wait(1); return r; }`,
      `Object a() { return template.execute(x -> ${request}, backOff); }`,
    ])
      await checkRule(java, `class App {\n  // managed-identity:ignore MI104 no library here\n  ${body}\n}`);
  });
});
