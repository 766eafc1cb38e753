import { checkRule } from '../../../test/rules/check-rule';

const java = 'src/main/java/shop/App.java';
const kotlin = 'src/main/kotlin/shop/App.kt';
const key = 'pU3KGCUwux1tEyze1iN7LtkeP3IfyxlxF0SU1kk8nVw0YL4xIB5p/tqg7ui5mX9cfCmZ/a/lkyU81lSvTfrXFA==';

describe('values that code hands on, followed further', () => {
  it('go through extension functions of Kotlin that do something else as well', () =>
    checkRule(
      kotlin,
      `
import com.azure.identity.ManagedIdentityCredentialBuilder
private fun ManagedIdentityCredentialBuilder.loud(): ManagedIdentityCredentialBuilder {
    println("building")
    require(tries > 0) { "no" }
    return maxRetry(tries)
}
private fun ManagedIdentityCredentialBuilder.named(): ManagedIdentityCredentialBuilder {
    println("building")
    return clientId(System.getenv("ID"))
}
private fun ManagedIdentityCredentialBuilder.more(): ManagedIdentityCredentialBuilder {
    configureElsewhere()
    return this
}
val tries = 2
val a = ManagedIdentityCredentialBuilder().loud().build()
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI101 hint
val b = ManagedIdentityCredentialBuilder().named().build()
val c = ManagedIdentityCredentialBuilder().more().build()
`,
    ));

  it('go into maps, and out of them by their keys', async () => {
    await checkRule(
      kotlin,
      `
import com.azure.core.credential.AccessToken
fun a(t: AccessToken) {
    val headers = mapOf("Authorization" to "Bearer \${t.token}", "Accept" to "json")
    logger.info("headers {}", headers)
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI108 warning
    logger.info("authorization {}", headers["Authorization"])
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI108 warning
    logger.info("accept {}", headers["Accept"])
    logger.info("names {}", headers.keys)
    logger.info("number {}", headers.size)
    logger.info("answer {}", mapOf("token" to t.token))
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI108 warning
    logger.info("until {}", mapOf("until" to t.expiresAt))
    client.send(mapOf("token" to t.token))
}
`,
    );
    await checkRule(
      java,
      `
import com.azure.core.credential.AccessToken;
import java.util.*;
class App {
  void a(AccessToken t) {
    Map<String, String> headers = Map.of("Authorization", "Bearer " + t.getToken());
    headers.forEach((name, value) -> log.info(name));
    headers.forEach((name, value) -> log.info(value));
                                     ^^^^^^^^^^^^^^^ MI108 warning
    Map<String, Object> body = new HashMap<>();
    body.put("token", t.getToken());
    body.put("user", "orders");
    log.info("user {}", body.get("user"));
    log.info("body {}", body);
    ^^^^^^^^^^^^^^^^^^^^^^^^^ MI108 warning
    Cache cache = new Cache();
    cache.put("token", t.getToken());
    log.info("cache {}", cache);
    List<String> both = List.of("orders", t.getToken());
    log.info(both.get(0));
    log.info(both.get(1));
    ^^^^^^^^^^^^^^^^^^^^^ MI108 warning
  }
}
`,
    );
  });

  it('are at the places of maps that constants name, until something else is there', async () => {
    await checkRule(
      java,
      `
import com.azure.core.credential.AccessToken;
import java.util.*;
class App {
  private static final String UNTIL = "until";
  private static final String TOKEN = "token";
  void a(AccessToken t, String asked) {
    Map<String, Object> body = new HashMap<>();
    body.put(TOKEN, t.getToken());
    body.put(UNTIL, t.getExpiresAt());
    log.info("until {}", body.get(UNTIL));
    log.info("asked {}", body.get(asked));
    log.info("token {}", body.get("token"));
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI108 warning
  }
  void b(AccessToken t) {
    Map<String, Object> over = new HashMap<>();
    over.put("a", "nothing yet");
    over.put("a", t.getToken());
    log.info("a {}", over);
    ^^^^^^^^^^^^^^^^^^^^^^ MI108 warning
    Map<String, Object> masked = new HashMap<>();
    masked.put("a", t.getToken());
    masked.put("a", "masked");
    log.info("a {}", masked.get("a"));
    Map<String, Object> taken = new HashMap<>();
    taken.put("a", t.getToken());
    taken.remove("a");
    log.info("a {}", taken);
    Map<String, Object> empty = new HashMap<>();
    empty.put("a", t.getToken());
    send(empty);
    empty.clear();
    log.info("a {}", empty);
  }
}
`,
    );
    for (const emptied of [
      'm.clear()',
      'm.remove("a")',
      'm.replaceAll { _, _ -> "***" }',
      'm.keys.remove("a")',
    ])
      await checkRule(
        kotlin,
        `
import com.azure.core.credential.AccessToken
fun a(t: AccessToken) {
    val m = mutableMapOf("a" to t.token)
    m["b"] = t.token
    logger.info("before {}", m)
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI108 warning
    ${emptied}
    logger.info("after {}", m)
}
`,
      );
    await checkRule(
      kotlin,
      `
import com.azure.core.credential.AccessToken
private const val UNTIL = "until"
fun a(t: AccessToken) {
    val body = mutableMapOf<String, Any>("token" to t.token, UNTIL to t.expiresAt)
    log.info("until {}", body[UNTIL])
    log.info("token {}", body["token"])
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI108 warning
}
`,
    );
  });

  it('run again and again in functions of Azure, whatever they are called', () =>
    checkRule(
      java,
      `
import com.azure.identity.*;
import com.microsoft.azure.functions.annotation.*;
class App {
  Object run(@TimerTrigger(name = "t", schedule = "0 * * * * *") String t) { return list(new DefaultAzureCredentialBuilder().managedIdentityClientId(System.getenv("ID")).build()); }
                                                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI110 info
  Object made(@Value("orders") String t) { return list(new DefaultAzureCredentialBuilder().managedIdentityClientId(System.getenv("ID")).build()); }
}
`,
    ));

  it('are sent without headers by a client that is made for nothing else', async () => {
    await checkRule(
      java,
      `
import org.springframework.web.reactive.function.client.WebClient;
class App {
  private final WebClient client = WebClient.create();
  Object a() { return client.get().uri("http://169.254.169.254/metadata/identity/oauth2/token?resource=x").retrieve().bodyToMono(String.class); }
                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI104 info
                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI105 error
}
`,
    );
    for (const made of ['WebClient.builder().filter(f).build()', 'clients.create()', 'null'])
      await checkRule(
        java,
        `
import org.springframework.web.reactive.function.client.WebClient;
class App {
  private final WebClient client = ${made};
  Object a() { return client.get().uri("http://169.254.169.254/metadata/identity/oauth2/token?resource=x").retrieve().bodyToMono(String.class); }
                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI104 info
}
`,
      );
  });

  it('are secrets where a constant or default is called a key and has the form of one', async () => {
    await checkRule(
      kotlin,
      `
data class Orders(
    val cosmosKey: String = "${key}",
                             ${'^'.repeat(key.length)} MI107 error
    val publicKey: String = "${key}",
    val name: String = "${key}",
    val storageKey: String = "orders/2024/01/summary-of-all-the-orders-of-a-year.json",
    val masterKey: String = "Vq7!kd93nXpL0",
)
`,
    );
    await checkRule(
      java,
      `
class App {
  static final String COSMOS_KEY = "${key}";
                                    ${'^'.repeat(key.length)} MI107 error
  static final String SIGNING_KEY = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEJ6Cus/7pIy+K8iEfnuSRxbEL7LVWOpU3KGCUwux1tEyze1iN7LtkeP3IfyxlxF0SU1kk8nVw0YL4xIB5pTw==";
  static final String STORAGE_KEY = System.getenv("STORAGE_KEY");
  static final String MASTER_KEY = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
}
`,
    );
  });
});
