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
