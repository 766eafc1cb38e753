import assert from 'node:assert/strict';
import { checkRule, fixed } from '../../../test/rules/check-rule';

const java = 'src/main/java/App.java';
const members = (body: string) => `import com.azure.core.credential.AccessToken;\nclass App {\n${body}\n}`;

describe('MI108 token-in-log', () => {
  it('reports tokens that are logged or printed', async () => {
    await checkRule(
      java,
      members(`  void a(AccessToken t) { log.info("token {}", t.getToken()); }
                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI108 warning
  void b() { String s = credential.getToken(context).block().getToken(); System.out.println("t=" + s); }
                                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI108
  void c() { credential.getToken(context).subscribe(t -> LOGGER.atInfo().log(t.getToken())); }
                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI108
  void d() { log.debug(body.get("access_token").asText()); }
             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI108`),
    );
    await checkRule(
      'src/main/kotlin/App.kt',
      `import com.azure.core.credential.AccessToken
fun a(t: AccessToken) { logger.info { "token \${t.token}" } }
                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI108
fun b() { val t = credential.getTokenSync(context); println(t.token) }
                                                    ^^^^^^^^^^^^^^^^ MI108
fun c() { logger.debug("got {}", answer["access_token"]) }
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI108`,
    );
  });

  it('is silent about lengths, expiries, masked tokens and tokens of other kinds', async () => {
    await checkRule(
      java,
      members(`  void a(AccessToken t) { log.info("{} {} {}", t.getToken().length(), t.getExpiresAt(), mask(t.getToken())); }
  void b(Lexer lexer) { log.info(lexer.getToken()); }
  void c(AccessToken t) { request.header("Authorization", "Bearer " + t.getToken()); catalog.info(t.getToken()); }
  void d() { log.info("no access_token in the answer"); }`),
    );
  });

  it('deletes the call', async () => {
    const text = members('  void a(AccessToken t) {\r\n    log.info(t.getToken());\r\n    go();\r\n  }');
    assert.equal(await fixed(java, text), text.replace('    log.info(t.getToken());\r\n', ''));
  });
});
