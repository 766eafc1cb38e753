import assert from 'node:assert/strict';
import { packageGrammars } from '../../test/rules/package-grammars';
import { grammarsOf } from '../source/grammar/grammars';
import { readSource } from '../source/read-source';
import { sourceFile } from '../source/source-file';
import { environmentsOf } from '../source/spring/environment';
import { Settings } from '../source/spring/settings';
import { askedByEnvironment, askedBySetting, type AskedIdentity } from './asked-identity';
import { collectFacts } from './collect-facts';

const grammars = packageGrammars();
const [one, two] = ['22222222-2222-4222-8222-2222222222c2', '33333333-3333-4333-8333-3333333333c3'];

/** What is asked for at each host of a file, in a word. */
async function askedIn(path: string, text: string): Promise<Readonly<Record<string, string>>> {
  const file = sourceFile(path, text);
  assert.ok(file !== undefined);
  await grammars.load(grammarsOf(file.language));
  const facts = collectFacts(readSource(file, grammars).subjects);
  return Object.fromEntries<string>(
    facts.flatMap((fact): readonly (readonly [string, string])[] =>
      fact.kind === 'target' ? [[fact.host.split('.')[0] ?? '', word(fact.asks, text)]] : [],
    ),
  );
}

function word(asks: AskedIdentity | undefined, text: string): string {
  if (asks === undefined) return 'not told';
  if (asks.by === 'none') return 'none';
  if (asks.by === 'unknown') return asks.why.is === 'variable' ? `$${asks.why.name}` : asks.why.is;
  const { at } = asks;
  // Where it stands is where the same text stands.
  if (at?.path === undefined && at !== undefined)
    assert.equal(text.slice(at.span.start, at.span.end), asks.value);
  return asks.value === one ? 'one' : asks.value === two ? 'two' : asks.value;
}

describe('which identity is asked for', () => {
  it('is told by the block of the service in Spring configuration, else by what it inherits', async () => {
    const asked = await askedIn(
      'src/main/resources/application.yml',
      `spring:
  cloud:
    azure:
      credential:
        managed-identity-enabled: true
        client-id: ${one}
      keyvault:
        secret:
          property-sources:
            - endpoint: https://kv-a.vault.azure.net
              credential:
                client-id: ${two}
            - endpoint: https://kv-b.vault.azure.net
      storage:
        blob:
          account-name: acct
          credential:
            client-id: "\${STORAGE_ID}"
      cosmos:
        endpoint: https://db.documents.azure.com
        key: abcdef
own:
  vault: https://kv-own.vault.azure.net
`,
    );
    assert.deepEqual(asked, {
      'kv-a': 'two',
      'kv-b': 'one',
      acct: '$STORAGE_ID',
      db: 'secret',
      'kv-own': 'not told',
    });
  });

  it('is nobody without a client ID, a default where there is one, and in doubt not known', async () => {
    const asked = await askedIn(
      'src/main/resources/application.properties',
      `spring.cloud.azure.credential.managed-identity-enabled=true
spring.cloud.azure.appconfiguration.endpoint=https://store.azconfig.io
spring.cloud.azure.keyvault.secret.endpoint=https://kv.vault.azure.net
spring.cloud.azure.keyvault.secret.credential.client-id=\${KV_ID:${one}}
#---
spring.config.activate.on-profile=prod
spring.cloud.azure.eventhubs.namespace=hub
spring.cloud.azure.eventhubs.credential.client-id=${two}
#---
spring.config.activate.on-profile=prod & eu
spring.cloud.azure.eventhubs.credential.client-id=${one}
`,
    );
    assert.deepEqual(asked, { store: 'none', kv: 'one', hub: 'profiles' });
  });

  it('is nobody where DefaultAzureCredential is used and nothing tells of the environment', async () => {
    const asked = await askedIn(
      'src/main/resources/application.yml',
      'spring:\n  cloud:\n    azure:\n      appconfiguration:\n        endpoint: https://store.azconfig.io\n',
    );
    assert.deepEqual(asked, { store: 'none' });
  });

  it('is followed from a client to its credential in Java and Kotlin', async () => {
    const asked = await askedIn(
      'A.java',
      `import com.azure.identity.*;
class A {
  static final String ONE = "${one}";
  final TokenCredential a = new ManagedIdentityCredentialBuilder().clientId(ONE).build();
  Object vault() {
    return new SecretClientBuilder().vaultUrl("https://kv-a.vault.azure.net").credential(a).buildClient();
  }
  Object blobs() {
    var other = new DefaultAzureCredentialBuilder().build();
    return new BlobServiceClientBuilder().credential(other).endpoint("https://acct.blob.core.windows.net").buildClient();
  }
  Object loose() { return use("https://kv-b.vault.azure.net"); }
}`,
    );
    assert.deepEqual(asked, { 'kv-a': 'one', acct: 'none', 'kv-b': 'code' });
    const only = await askedIn(
      'B.kt',
      `import com.azure.identity.*
class B(@Value("\${orders.id}") private val id: String) {
  val url = "https://kv-c.vault.azure.net"
  val a = ManagedIdentityCredentialBuilder().clientId(System.getenv("ORDERS_ID")).build()
}`,
    );
    assert.deepEqual(only, { 'kv-c': '$ORDERS_ID' });
  });

  it('is told by the URL of a driver', async () => {
    const asked = await askedIn(
      'src/main/resources/application.properties',
      `spring.datasource.url=jdbc:sqlserver://shop.database.windows.net;authentication=ActiveDirectoryMSI;msiClientId=${one}
`,
    );
    assert.deepEqual(asked, { shop: 'one' });
  });

  it('is what the variable holds in the running app, whatever files would give it', () => {
    const nowhere = { start: 0, end: 0 };
    const giving = (...values: readonly string[]) =>
      environmentsOf(
        values.map((value) => ({
          name: 'AZURE_CLIENT_ID',
          value,
          app: undefined,
          span: nowhere,
          nameSpan: nowhere,
        })),
      );
    const asked = (live: readonly string[], files: readonly string[]) => {
      const settings = new Settings({ path: 'application.yml', configs: [] }, [
        ...files.map((value, i) => ({ path: `deploy${i}.sh`, configs: giving(value) })),
        ...(live.length === 0 ? [] : [{ path: '', configs: giving(...live), isLive: true as const }]),
      ]);
      const [first] = settings.variable('AZURE_CLIENT_ID');
      assert.ok(first);
      const setting = { ...first, property: { ...first.property, value: '${AZURE_CLIENT_ID}' } };
      const named = askedBySetting(settings, setting);
      const read = askedByEnvironment(settings);
      return [word(named, ''), read === undefined ? 'not told' : word(read, '')];
    };
    assert.deepEqual(asked([one], [two, '$id']), ['one', 'one']);
    assert.deepEqual(asked([], [two, two]), ['two', 'two']);
    assert.deepEqual(asked([], [one, two]), ['profiles', '$AZURE_CLIENT_ID']);
  });
});
