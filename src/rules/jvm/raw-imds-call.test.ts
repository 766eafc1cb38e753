import { checkRule } from '../../../test/rules/check-rule';

const url = 'http://169.254.169.254/metadata/identity/oauth2/token?resource=x';

describe('MI104 raw-imds-call', () => {
  it('reports URLs that flow into a request', async () => {
    await checkRule(
      'src/main/java/App.java',
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

  it('is silent about URLs that are compared or printed, and about other metadata', async () => {
    await checkRule(
      'src/main/java/App.java',
      `class App {
  // ${url}
  boolean a(String path) { log.info("no answer from ${url}"); return path.equals("${url}"); }
  Object b() { return http.getForObject("http://169.254.169.254/metadata/instance?a=b", String.class); }
  Object c() { return credential.getTokenSync(context); }
}`,
    );
  });
});
