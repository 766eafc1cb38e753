import assert from 'node:assert/strict';
import { checkRule, findingsIn } from '../../../test/rules/check-rule';

const java = 'src/main/java/App.java';
const key = '9fK2mQ7xL0sWc4bTz8vHn3pRj6yDg1aE5uXoIiBqZw==';

describe('MI107 hard-coded-secret', () => {
  it('reports secrets where they stand, constants included', async () => {
    await checkRule(
      java,
      `import com.azure.core.credential.*;
class App {
  static final String KEY = "q8Zp41xK77";
                             ^^^^^^^^^^ MI107 error
  Object a = new AzureKeyCredential(KEY);
  Object b = new ClientSecretCredentialBuilder().clientSecret(x ? "Gx8~Q.aa71" : y).build();
                                                                   ^^^^^^^^^^ MI107
  String c = "DefaultEndpointsProtocol=https;AccountName=" + name + ";AccountKey=${key}";
                                                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI107
}`,
    );
    await checkRule(
      'src/main/kotlin/App.kt',
      `import com.azure.storage.common.StorageSharedKeyCredential
val a = StorageSharedKeyCredential("orders", "${key}")
                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI107
val b = """Endpoint=sb://$ns.servicebus.windows.net/;SharedAccessKeyName=a;SharedAccessKey=${key}"""
                                                                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI107`,
    );
  });

  it('reports a signature once, whatever its token is given to', async () => {
    const token = 'sv=2022-11-02&ss=b&sp=cw&se=2026-12-31&sig=9fK2mQ7xL0sWc4bTz8vHn3pRj6yDg1aE5uXoIiBqZw%3D';
    for (const use of [
      `Object a = new AzureSasCredential("${token}");`,
      `static final String SAS = "?${token}"; Object a = new AzureSasCredential(SAS);`,
      `Object a = new BlobServiceClientBuilder().endpoint("https://a.blob.core.windows.net").sasToken("${token}");`,
    ]) {
      const text = `import com.azure.core.credential.*;\nimport com.azure.storage.blob.*;\nclass App { ${use} }`;
      const found = await findingsIn('src/main/java/App.java', text);
      assert.deepEqual(
        found.map(({ rule, severity }) => [rule.id, severity]),
        [['MI107', 'error']],
        use,
      );
    }
  });

  it("is silent about placeholders, references, format strings and other people's builders", async () => {
    await checkRule(
      java,
      `import com.azure.core.credential.AzureKeyCredential;
class App {
  Object a = new AzureKeyCredential(System.getenv("KEY"));
  Object b = new AzureKeyCredential("<your-key>");
  Object c = builder.clientSecret("\${AZURE_CLIENT_SECRET}").build();
  String d = String.format("AccountName=%s;AccountKey=%s", name, key);
  String e = "AccountKey=" + key + ";EndpointSuffix=core.windows.net";
  Object f = User.withUsername("a").password("{noop}q8Zp41xK77").build();
  String g = "UseDevelopmentStorage=true";
}
class Other { Object a = new shop.AzureKeyCredential("q8Zp41xK77"); }`,
    );
  });
});

describe('MI107 hard-coded-secret, where secrets belong', () => {
  const file = 'src/main/java/App.java';
  const secret = 'hV8~Qk2vJd93nXpL0wR';
  const key = 'q7Hs0Zt4Lk9PwXv2Rb6Nd8Yc1Ea3Gf5Ji7Kl9Mn0Op2Qr4St6Uv8Wx0Yz1Ab3Cd5Ef7Gh9Ij1Kl3Mn==';
  const imports =
    'import com.azure.core.credential.*;\nimport com.azure.cosmos.*;\nimport com.microsoft.aad.msal4j.*;\nimport com.azure.identity.*;';
  const found = async (members: string) => {
    const text = `${imports}\nclass App {\n${members}\n}`;
    const all = await findingsIn(file, text);
    return all.map(({ rule, severity, span }) =>
      [rule.id, severity, text.slice(span.start, span.end)].join(' '),
    );
  };

  for (const [name, members, value] of [
    [
      'the key of Cosmos DB',
      `Object a = new CosmosClientBuilder().endpoint(e).key("${key}").buildClient();`,
      key,
    ],
    ['a secret of MSAL', `Object a = ClientCredentialFactory.createFromSecret("${secret}");`, secret],
    ['a named key', `Object a = new AzureNamedKeyCredential("shop", "${key}");`, key],
    ['a system property', `void a() { System.setProperty("AZURE_CLIENT_SECRET", "${secret}"); }`, secret],
    [
      'an entry of properties',
      `void a(Properties p) { p.setProperty("azure.client-secret", "${secret}"); }`,
      secret,
    ],
    ['an entry of a map', `Object a = Map.of("client-secret", "${secret}");`, secret],
    [
      'a password of a pool',
      `void a() { HikariConfig c = new HikariConfig(); c.setPassword("${secret}"); }`,
      secret,
    ],
    [
      'a password of a connection',
      `Object a = DriverManager.getConnection(url, "shop", "${secret}");`,
      secret,
    ],
    ['the default of a setting', `@Value("\${app.client-secret:${secret}}") String a;`, secret],
    [
      'a default in code',
      `Object a = builder.clientSecret(Optional.ofNullable(x).orElse("${secret}"));`,
      secret,
    ],
    [
      'a password of basic authentication',
      `void a(HttpHeaders h) { h.setBasicAuth("shop", "${secret}"); }`,
      secret,
    ],
    ['a field of a form', `void a(Form f) { f.add("client_secret", "${secret}"); }`, secret],
    ['a password of a certificate', `Object a = builder.clientCertificatePassword("${secret}");`, secret],
    ['a constant', `static final String S = "${secret}"; Object a = builder.clientSecret(S);`, secret],
  ] as const)
    it(`reports ${name}`, async () => {
      assert.deepEqual(await found(members), [`MI107 error ${value}`]);
    });

  it('reports the defaults of constructors in Kotlin, and assigned passwords', async () => {
    const text = `class Store(val name: String = "shop", val c: String = "AccountName=shop;AccountKey=${key}")\nfun a() { val s = HikariConfig(); s.password = "${secret}" }`;
    const all = await findingsIn('src/main/kotlin/App.kt', text);
    assert.deepEqual(
      all.map(({ rule, span }) => [rule.id, text.slice(span.start, span.end)]),
      [
        ['MI107', key],
        ['MI107', secret],
      ],
    );
  });

  for (const line of [
    `val a = CosmosClientBuilder().apply { endpoint(e); key("${key}") }.buildClient()`,
    `val a = CosmosClientBuilder().apply { endpoint(e).key("${key}") }.buildClient()`,
    `val a = HikariDataSource().apply { password = "${key}" }`,
    `val a = HikariDataSource().also { it.password = "${key}" }`,
    `val a = with(DataSourceBuilder.create()) { password("${key}"); build() }`,
    `val a = mapOf("spring.datasource.password" to "${key}")`,
  ])
    it(`reports ${line.slice(0, 60)}`, async () => {
      const all = await findingsIn('src/main/kotlin/App.kt', line);
      assert.deepEqual(
        all.map(({ rule, span }) => [rule.id, line.slice(span.start, span.end)]),
        [['MI107', key]],
      );
    });

  it('is silent about what others are told within a scope function', async () => {
    for (const line of [
      `val a = Cache().apply { key("${key}") }`,
      `val a = User().apply { password = "${key}" }`,
      `val a = HikariDataSource().apply { jdbcUrl = "jdbc:postgresql://localhost/a"; password = "${secret}" }.let { fun b() = it }`,
      `val a = mapOf("orders" to "${key}")`,
    ])
      assert.deepEqual(await findingsIn('src/main/kotlin/App.kt', `fun all() { ${line} }`), [], line);
  });

  for (const [name, members] of Object.entries({
    'a reference': 'Object a = builder.clientSecret(System.getenv("AZURE_CLIENT_SECRET"));',
    'a placeholder': 'Object a = builder.clientSecret("<your-secret>");',
    'a setting without a default': '@Value("${app.client-secret}") String a;',
    'a setting with an empty default': '@Value("${app.client-secret:}") String a;',
    'the name of a secret': 'Object a = vault.getSecret("orders-db-password");',
    'a key that is no secret': `void a() { System.setProperty("orders.instance", "${secret}"); }`,
    'an entry that is read': 'String a = System.getProperty("AZURE_CLIENT_SECRET");',
    'a database on the same machine': `Object a = DriverManager.getConnection("jdbc:postgresql://localhost/shop", "shop", "${secret}");`,
    'a password that is hashed': `Object a = User.builder().username("a").password("${secret}").build();`,
    'a map of messages': 'Object a = Map.of("password", "Wrong password");',
    'a pattern': 'Object a = Pattern.compile("AccountKey=([A-Za-z0-9+/=]+)");',
    'a format': 'String a = String.format("AccountName=%s;AccountKey=%s", n, k);',
    'another key()': `Object a = cache.key("${secret}");`,
    'a comment': `// clientSecret("${secret}")\n  Object a;`,
    'a class of the same name elsewhere': `Object a = new shop.AzureKeyCredential("${secret}");`,
    'half-typed code': 'Object a = builder.clientSecret("',
  }))
    it(`is silent about ${name}`, async () => {
      assert.deepEqual(await found(members), []);
    });
});

describe('MI107 hard-coded-secret, given with a key', () => {
  const java = 'src/main/java/App.java';
  const kotlin = 'src/main/kotlin/App.kt';
  const password = 'Tr0ub4dor&3';
  const entra = 'mYs8Q~wq3VbD0pHs7aJxM2nLrE9wYcUfGiT1oB5d';
  const found = async (path: string, members: string) => {
    const text = path === java ? `class App {\n${members}\n}` : members;
    const all = await findingsIn(path, text);
    return all.map(({ rule, severity }) => `${rule.id} ${severity}`);
  };

  for (const [name, path, members] of [
    [
      'properties of a connection',
      java,
      `Object a() { Properties p = new Properties(); p.setProperty("password", "${password}"); return DriverManager.getConnection(url, p); }`,
    ],
    [
      'properties of a driver',
      java,
      `Object a() { Properties p = new Properties(); p.putIfAbsent("password", "${password}"); return driver.connect(url, p); }`,
    ],
    [
      'properties with the name of a user',
      java,
      `Properties a() { Properties p = new Properties(); p.put("user", "shop"); p.put("password", "${password}"); return p; }`,
    ],
    [
      'a property of the data source',
      java,
      `void a() { source.addDataSourceProperty("password", "${password}"); }`,
    ],
    ['a system property', java, `void a() { System.setProperty("password", "${password}"); }`],
    [
      'a setting of a program',
      java,
      `void a(Map<String, String> m) { m.put("mail.smtp.password", "${password}"); }`,
    ],
    [
      'a variable of a program',
      java,
      `void a(Map<String, String> m) { m.put("DB_PASSWORD", "${password}"); }`,
    ],
    [
      'what says itself that it is a secret',
      java,
      `void a() { input.setAttribute("password", "${entra}"); }`,
    ],
    [
      'properties within a scope function',
      kotlin,
      `fun a() = DriverManager.getConnection(url, Properties().apply { setProperty("password", "${password}") })`,
    ],
    [
      'a constant of an interface',
      java,
      `interface Names { String SECRET = "${password}"; } Object a = builder.clientSecret(Names.SECRET);`,
    ],
    ['the secret of an application', kotlin, `val a = mapOf("client_secret" to "${password}")`],
  ] as const)
    it(`reports ${name}`, async () => {
      assert.deepEqual(await found(path, members), ['MI107 error']);
    });

  for (const [name, path, members] of [
    ['a map', java, `void a(Map<String, String> m) { m.put("password", "${password}"); }`],
    [
      'a map that has one already',
      java,
      `void a(Map<String, String> m) { m.putIfAbsent("password", "${password}"); }`,
    ],
    ['a document of JSON', java, `void a(ObjectNode node) { node.put("password", "${password}"); }`],
    [
      'a property of something',
      java,
      `void a(Thing thing) { thing.setProperty("password", "${password}"); }`,
    ],
    ['a map of Kotlin', kotlin, `val a = mapOf("password" to "${password}")`],
  ] as const)
    it(`says of ${name} that it may be a secret`, async () => {
      assert.deepEqual(await found(path, members), ['MI107 info']);
    });

  for (const [name, path, members] of [
    ['an attribute of an element', java, `void a(Element e) { e.setAttribute("password", "${password}"); }`],
    [
      'an attribute of a model',
      java,
      `void a(Model model) { model.addAttribute("password", "${password}"); }`,
    ],
    [
      'an attribute of a request',
      java,
      `void a(HttpServletRequest r) { r.setAttribute("newPassword", "${password}"); }`,
    ],
    ['a property of a schema', java, `void a() { schema.addProperty("password", "${password}"); }`],
    ['labels', java, `void a() { labels.put("login.password", "${password}"); }`],
    [
      'texts in properties',
      java,
      `void a() { Properties texts = new Properties(); texts.setProperty("password", "Kenn-Wort8"); show(texts); }`,
    ],
    [
      'what a function of texts gives back',
      java,
      `Map<String, String> messages() { return Map.of("password", "${password}"); }`,
    ],
    ['a map with words', java, `void a(Map<String, String> m) { m.put("password", "Passwort8!"); }`],
    ['labels of Kotlin', kotlin, `val labels = mapOf("password" to "${password}")`],
    [
      'an element of Kotlin',
      kotlin,
      `fun a(input: Element) { input.setAttribute("password", "${password}") }`,
    ],
  ] as const)
    it(`is silent about ${name}`, async () => {
      assert.deepEqual(await found(path, members), []);
    });
});
