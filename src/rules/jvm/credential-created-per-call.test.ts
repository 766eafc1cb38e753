import { checkRule } from '../../../test/rules/check-rule';

const java = 'src/main/java/App.java';
const members = (body: string) => `import com.azure.identity.*;\nclass App {\n${body}\n}`;
const named = 'new ManagedIdentityCredentialBuilder().clientId(ID).build()';
const carets = '^'.repeat(named.length);

describe('MI110 credential-created-per-call', () => {
  it('reports credentials made for each request or turn', async () => {
    await checkRule(
      java,
      members(`  @GetMapping("/a") Object a() { return ${named}; }
                                        ${carets} MI110 info
  void b() { for (var x : xs) { use(new ManagedIdentityCredentialBuilder().clientId("a").build()); } }
                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI110`),
    );
    await checkRule(
      'src/main/kotlin/App.kt',
      `import com.azure.identity.*
@KafkaListener(topics = ["a"])
fun a() { use(ManagedIdentityCredentialBuilder().clientId(ID).build()) }
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI110`,
    );
  });

  it('is silent where it happens once, or once for each identity', async () => {
    await checkRule(
      java,
      members(`  Object a = ${named};
  App() { use(${named}); }
  @Bean Object b() { return ${named}; }
  @PostConstruct void c() { while (x) use(new ManagedIdentityCredentialBuilder().clientId("a").build()); }
  void d() { for (String id : ids) use(new ManagedIdentityCredentialBuilder().clientId(id).build()); }`),
    );
  });
});

describe('MI110 credential-created-per-call, code that runs again and again', () => {
  const mi = 'new ManagedIdentityCredentialBuilder().clientId(ID).build()';
  const java = 'src/main/java/App.java';
  const marked = (before: string, after: string, head = 'class App {') =>
    `import com.azure.identity.*;\n${head}\n${before}${mi}${after}\n${' '.repeat(before.length)}${'^'.repeat(mi.length)} MI110 info\n}`;

  for (const [name, before, after, head] of [
    ['a resource of JAX-RS', '  @GET @Path("/a") public Object a() { return use(', '); }'],
    ['a query of GraphQL', '  @QueryMapping Object a() { return use(', '); }'],
    [
      'a Kafka handler',
      '  @KafkaHandler void a(String m) { use(',
      '); }',
      '@KafkaListener(topics = "a") class App {',
    ],
    [
      'a JMS listener',
      '  @org.springframework.jms.annotation.JmsListener(destination = "a") void a(String m) { use(',
      '); }',
    ],
    ['a stream of messages', '  @Incoming("a") void a(String m) { use(', '); }'],
    [
      'a servlet',
      '  protected void doGet(Request r, Response s) { use(',
      '); }',
      'class App extends HttpServlet {',
    ],
    ['a filter', '  public void doFilter(Request r) { use(', '); }', 'class App implements Filter {'],
    ['a forEach', '  void a(List<String> all) { all.forEach(n -> read(n, ', ')); }'],
    [
      'a stream',
      '  Object a(List<String> all) { return all.stream().filter(x).map(n -> read(n, ',
      ')).toList(); }',
    ],
    ['a route', '  void a() { app.get("/orders", c -> use(', ')); }'],
    ['a route of WebFlux', '  Object a() { return route(GET("/orders"), r -> ok(', ')); }'],
    ['a bean that is a function', '  @Bean Consumer<String> a() { return m -> use(', '); }'],
    [
      'a function that a handler calls',
      '  @GetMapping("/a") Object a() { return list(make()); } Object make() { return ',
      '; }',
    ],
    [
      'a function that a handler refers to',
      '  void a() { app.get("/a", this::list); } Object list() { return ',
      '; }',
    ],
    [
      'an interceptor of Feign',
      '  public void apply(RequestTemplate t) { use(',
      '); }',
      'class App implements RequestInterceptor {',
    ],
    ['an event that comes again', '  @EventListener void a(OrderPlacedEvent e) { use(', '); }'],
    [
      'a writer of batches',
      '  public void write(Chunk c) { use(',
      '); }',
      'class App implements ItemWriter<Order> {',
    ],
    ['a function that a loop calls', '  void a() { while (x) use(make()); } Object make() { return ', '; }'],
  ] as const)
    it(`reports ${name}`, () => checkRule(java, marked(before, after, head)));

  for (const [name, before, after] of [
    ['a list', 'fun a(all: List<String>) = all.map { read(it, ', ') }'],
    ['a route', '@Bean fun a() = router { GET("/a") { ok().body(', ') } }'],
    ['a bean that is a function', '@Bean fun a(): Consumer<String> = Consumer { m -> use(', ') }'],
  ] as const)
    it(`reports ${name} of Kotlin`, async () => {
      const made = mi.replace('new ', '');
      const text = `import com.azure.identity.*\nclass App {\n  ${before}${made}${after}\n${' '.repeat(before.length + 2)}${'^'.repeat(made.length)} MI110\n}`;
      await checkRule('src/main/kotlin/App.kt', text);
    });

  for (const [name, text] of Object.entries({
    'the start of the app': `@EventListener(ApplicationReadyEvent.class) void a() { use(${mi}); }`,
    'the start of the app, by its event': `@EventListener void a(ContextRefreshedEvent e) { use(${mi}); }`,
    'another apply': `public Object apply(String a) { return ${mi}; }`,
    'a field that a handler fills once': `@GetMapping("/a") Object a() { if (c == null) c = ${mi}; return list(c); } Object c;`,
    'a cache': `@GetMapping("/a") Object a() { return all.computeIfAbsent("a", k -> ${mi}); }`,
    'a cached function': `@GetMapping("/a") Object a() { return list(make()); } @Cacheable Object make() { return ${mi}; }`,
    'an Optional': `Object a(Optional<String> o) { return o.map(x -> ${mi}).orElse(null); }`,
    'a Mono': `Object a(Mono<String> o) { return o.map(x -> ${mi}); }`,
    'a function that nobody calls': `private Object make() { return ${mi}; }`,
    'a function that a constructor calls': `App() { c = make(); } Object make() { return ${mi}; } Object c;`,
    'a function that a bean calls': `@Bean Object a() { return list(make()); } Object make() { return ${mi}; }`,
    'an identity for each request':
      '@GetMapping("/a") Object a(String tenant) { return new ManagedIdentityCredentialBuilder().clientId(idOf(tenant)).build(); }',
    'an identity for each element':
      'void a(List<Tenant> all) { all.forEach(t -> use(new ManagedIdentityCredentialBuilder().clientId(t.id()).build())); }',
    'an identity for each turn':
      'void a() { for (Tenant t : all) { var id = t.id(); use(new ManagedIdentityCredentialBuilder().clientId(id).build()); } }',
    'a handler that uses a field': `Object c = ${mi}; @GET Object a() { return list(c); }`,
    'a main program': `public static void main(String[] a) { for (int i = 0; i < 2; i++) use(${mi}); }`,
    'a comment and a text': `@GetMapping("/a") Object a() { /* ${mi} */ return "new ManagedIdentityCredentialBuilder().build()"; }`,
    'a get of something else': `void a() { map.get("orders"); use(${mi}); }`,
  }))
    it(`is silent about ${name}`, () =>
      checkRule(java, `import com.azure.identity.*;\nclass App {\n  ${text}\n}`));

  it('is silent in tests', () =>
    checkRule(
      'src/test/java/AppTest.java',
      `import com.azure.identity.*;\nclass AppTest { @GET Object a() { return ${mi}; } }`,
    ));
});
