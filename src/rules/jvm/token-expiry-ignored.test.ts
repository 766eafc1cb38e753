import { checkRule } from '../../../test/rules/check-rule';

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
});
