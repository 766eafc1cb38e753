import assert from 'node:assert/strict';
import { appWith, cannedApps, ids } from '../../../test/rules/canned-apps';
import { projectsWith } from '../../../test/rules/check-rule';
import { packageGrammars } from '../../../test/rules/package-grammars';
import type { LinkedApp } from '../../rules/linked-app';
import type { TargetFact } from '../../rules/fact';
import { grammarsOf } from '../../source/grammar/grammars';
import { sourceFile } from '../../source/source-file';
import { lintFile } from '../lint-file';
import { profilesOf } from './settings-finder';

const resources = 'src/main/resources';
const vault = (client: string) =>
  `spring.cloud.azure.credential:\n  managed-identity-enabled: true\n  client-id: ${client}\n`;
const files: Readonly<Record<string, string>> = {
  [`${resources}/application.yml`]: `${vault(ids.auditClient)}spring.cloud.azure.keyvault.secret.property-sources[0].endpoint: https://kv-shop.vault.azure.net\n`,
  [`${resources}/application-prod.yml`]: vault(ids.ordersClient),
  [`${resources}/application-dev.yml`]: `spring.cloud.azure.credential.client-secret: x\nspring.cloud.azure.storage.blob.endpoint: https://devdata.blob.core.windows.net\n`,
  'src/main/java/App.java': `import com.azure.identity.ManagedIdentityCredentialBuilder;
class App {
  BlobServiceClient client() {
    var credential = new ManagedIdentityCredentialBuilder().clientId(System.getenv("ORDERS_ID")).build();
    return new BlobServiceClientBuilder().endpoint("https://ordersdata.blob.core.windows.net").credential(credential).buildClient();
  }
}
`,
  Dockerfile: `FROM eclipse-temurin:21\nENV ORDERS_ID=${ids.auditClient}\n`,
};

const grammars = packageGrammars();

function running(variables: Readonly<Record<string, string>>): LinkedApp {
  return appWith(cannedApps.user.identity, { variables: new Map(Object.entries(variables)) });
}

/** Every host the files tell, and how it is asked for there. */
async function told(
  app: LinkedApp,
): Promise<Readonly<Record<string, Pick<TargetFact, 'asks' | 'isElsewhere'>>>> {
  const projects = await projectsWith(files);
  const found: Record<string, Pick<TargetFact, 'asks' | 'isElsewhere'>> = {};
  for (const [path, text] of Object.entries(files)) {
    const file = sourceFile(path, text);
    assert.ok(file !== undefined);
    await grammars.load(grammarsOf(file.language));
    const { facts } = lintFile(file, grammars, {
      project: projects.factsFor(path),
      settings: projects.settingsFor(path),
      link: app,
    });
    for (const fact of facts) if (fact.kind === 'target') found[fact.host] = fact;
  }
  return found;
}

const clientOf = ({ asks }: Pick<TargetFact, 'asks'> = {}): string | undefined =>
  asks?.by === 'client-id' ? asks.value : asks?.by;

describe('the profiles a live app runs with', () => {
  it('decide which identity its files ask for, where the app tells them', async () => {
    const kv = 'kv-shop.vault.azure.net';
    assert.equal(clientOf((await told(running({})))[kv]), 'unknown');
    assert.equal(clientOf((await told(running({ SPRING_PROFILES_ACTIVE: 'prod' })))[kv]), ids.ordersClient);
    assert.equal(clientOf((await told(running({ SPRING_PROFILES_ACTIVE: 'none' })))[kv]), ids.auditClient);
    assert.equal(
      clientOf((await told(running({ JAVA_TOOL_OPTIONS: '-Xmx1g -Dspring.profiles.active=prod' })))[kv]),
      ids.ordersClient,
    );
  });

  it('leave out what stands under other ones', async () => {
    const dev = 'devdata.blob.core.windows.net';
    assert.equal((await told(running({ SPRING_PROFILES_ACTIVE: 'prod' })))[dev]?.isElsewhere, true);
    assert.equal((await told(running({ SPRING_PROFILES_ACTIVE: 'dev' })))[dev]?.isElsewhere, undefined);
    assert.equal((await told(running({})))[dev]?.isElsewhere, undefined);
  });

  it('are not told by a placeholder', () => {
    assert.equal(profilesOf(running({ SPRING_PROFILES_ACTIVE: '${STAGE}' })), undefined);
    assert.equal(profilesOf(running({})), undefined);
    assert.deepEqual(profilesOf(running({ SPRING_PROFILES_ACTIVE: 'prod, db' })), ['prod', 'db']);
  });

  it('stand beside variables that code reads', async () => {
    const host = 'ordersdata.blob.core.windows.net';
    assert.equal(clientOf((await told(running({ ORDERS_ID: ids.ordersClient })))[host]), ids.ordersClient);
  });
});
