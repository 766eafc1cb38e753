import assert from 'node:assert/strict';
import { checkRule, findingsIn, fixed } from '../../../test/rules/check-rule';

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

  it('reports tokens in the arrays and lists that calls of loggers are given', async () => {
    await checkRule(
      java,
      members(`  void a(AccessToken t) { logger.log(Level.FINE, "{0} {1}", new Object[] {t.getToken(), 1}); }
                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI108
  void b(AccessToken t) { Object[] all = {1, t.getToken()}; log.info("{} {}", all); }
                                                            ^^^^^^^^^^^^^^^^^^^^^^ MI108
  void c(AccessToken t) { log.info("{}", new Object[] {t.getExpiresAt(), t.getToken().length()}); }
  void d(AccessToken t) { send(new String[] {t.getToken()}); Object[] none = new Object[2]; log.info("{}", none); }`),
    );
    await checkRule(
      'src/main/kotlin/App.kt',
      `import com.azure.core.credential.AccessToken
fun a(t: AccessToken) { logger.info("{} {}", arrayOf(t.token, 1)) }
                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI108`,
    );
  });

  it('reports what stands at places of arrays, lists and maps that hold a token, and nothing else of them', async () => {
    await checkRule(
      java,
      members(`  void a(AccessToken t) { String[] all = {t.getToken(), "x"}; log.info("{}", all[0]); log.info("{}", all[1]); log.info("{}", all.length); }
                                                              ^^^^^^^^^^^^^^^^^^^^^^ MI108 warning
  void b(AccessToken t) { String[] all = new String[2]; all[0] = t.getToken(); log.info(all[0]); log.info(all[1]); }
                                                                               ^^^^^^^^^^^^^^^^ MI108
  void c(AccessToken t) { String[] all = {"x", t.getToken()}; log.info("got " + Arrays.toString(all)); }
                                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI108
  void d(TokenCredential[] cs) { AccessToken[] ts = new AccessToken[2]; for (int i = 0; i < 2; i++) ts[i] = cs[i].getTokenSync(x); log.debug("{}", ts[1].getToken()); log.debug("{}", ts[1].getExpiresAt()); }
                                                                                                                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI108
  void e(AccessToken t) { List<String> all = List.of("x", t.getToken()); log.info(all.get(1)); log.info(all.get(0)); }
                                                                         ^^^^^^^^^^^^^^^^^^^^ MI108`),
    );
    await checkRule(
      'src/main/kotlin/App.kt',
      `import com.azure.core.credential.*
fun a(t: AccessToken) { val ts = listOf(t.token, "none"); log.info("first {}", ts[0]); log.info("other {}", ts[1]); log.info("{}", ts.size) }
                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI108
fun b(t: AccessToken) { val ts = listOf(t.token); for ((i, one) in ts.withIndex()) { log.info("$i"); log.info(one) } }
                                                                                                     ^^^^^^^^^^^^^ MI108
fun c(t: AccessToken) { val ts = listOf(t.token); ts.forEachIndexed { i, one -> println(i); println(one) } }
                                                                                            ^^^^^^^^^^^^ MI108
fun d(t: AccessToken, m: MutableMap<String, String>) { m["token"] = t.token; log.info(m["count"]); log.info(m["token"]) }
                                                                                                   ^^^^^^^^^^^^^^^^^^^^ MI108
fun e(t: AccessToken) { val m = mapOf("token" to t.token, "n" to "1"); log.info("sent {}", m["n"]) }`,
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

  const java2 = (body: string) =>
    members(
      `  private static final Logger OUT = make(); String kept;\n  void a(TokenCredential c, TokenRequestContext x, AccessToken t) {\n    ${body}\n  }`,
    );
  const ids = async (text: string, path = java) => (await findingsIn(path, text)).map(({ rule }) => rule.id);

  for (const [name, body] of Object.entries({
    'an argument of a fluent logger': 'log.atDebug().addArgument(t.getToken()).log("{}");',
    'a pair of a fluent logger': 'log.atInfo().addKeyValue("token", t.getToken()).log("got");',
    'the context of a log': 'MDC.put("token", t.getToken());',
    'the message of an exception': 'throw new IllegalStateException("refused " + t.getToken());',
    'a reference to a stream': 'c.getToken(x).map(AccessToken::getToken).subscribe(System.out::println);',
    'a reference to a logger': 'Optional.of(t).map(AccessToken::getToken).ifPresent(log::info);',
    'a logger that a call gives': 'job.getLogger().info(t.getToken());',
    'a logger known by its type': 'OUT.info(t.getToken());',
    'a text that is built':
      'StringBuilder b = new StringBuilder(); b.append(t.getToken()); log.info(b.toString());',
    'a message that is asked for': 'log.debug(() -> "token " + t.getToken());',
    'a Mono': 'String s = c.getToken(x).map(m -> m.getToken()).block(); log.info(s);',
    'a pattern variable': 'if (o instanceof AccessToken p) { log.info(p.getToken()); }',
  }))
    it(`reports ${name}`, async () => {
      assert.deepEqual(await ids(java2(body)), ['MI108']);
    });

  for (const [name, body] of Object.entries({
    'the length within a chain': 'log.info("{}", c.getToken(x).map(m -> m.getToken().length()).block());',
    'the expiry in a fluent logger': 'log.atInfo().addKeyValue("until", t.getExpiresAt()).log("got");',
    'a header': 'request.header("Authorization", "Bearer " + t.getToken());',
    'a comment': '// log.info(t.getToken());\n    go(t);',
    'a text': 'log.info("t.getToken()");',
    'a function that hides it': 'log.info(hide(t.getToken()));',
    'another object of the same log': 'String s = t.getToken(); log.info("asked {}", c); use(s);',
    'a context that holds something else': 'MDC.put("user", name); use(t.getToken());',
    'an exception without it': 'throw new IllegalStateException("refused until " + t.getExpiresAt());',
    'another put': 'headers.put("Authorization", t.getToken());',
    'a local of the same name in another lambda': 'a(s -> use(t.getToken())); b(s -> log.info(s));',
    'half-typed code': 'log.info(t.getTok',
  }))
    it(`is silent about ${name}`, async () => {
      assert.deepEqual(await ids(java2(body)), []);
    });

  it('reads Kotlin as it is written', async () => {
    const kotlin = (body: string) =>
      `import com.azure.core.credential.*\nfun a(t: AccessToken, c: TokenCredential) { ${body} }`;
    for (const body of [
      't.token.also { println(it) }',
      'with(t) { log.info(token) }',
      'println(buildString { append(t.token) })',
      'c.getToken(x).subscribe { log.info { it.token } }',
    ])
      assert.deepEqual(await ids(kotlin(body), 'src/main/kotlin/App.kt'), ['MI108'], body);
    for (const body of [
      'log.info { t.token.length }',
      'val s = t.token; use(s); log.info { "s" }',
      'c.getToken(x).subscribe { use(it.token) }',
    ])
      assert.deepEqual(await ids(kotlin(body), 'src/main/kotlin/App.kt'), [], body);
  });
});
