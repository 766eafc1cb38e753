import assert from 'node:assert/strict';
import {
  after,
  apps,
  connectionTo,
  grammars,
  identities as known,
  planIn,
} from '../../../test/connect/connecting';
import { boots, builds, configs, madeProject, windowsLines } from '../../../test/connect/made-projects';
import { ids } from '../../../test/rules/canned-apps';
import { findingsIn, said } from '../../../test/rules/check-rule';
import { grammarsOf } from '../../source/grammar/grammars';
import { sourceFile } from '../../source/source-file';
import { plain } from '../../lifecycle/text';
import { connectables, type Connection } from './connection';
import type { ConnectionPlan } from './plan';
import { readProject, type ProjectFile, type ProjectFiles } from './project';
import type { Way } from './recipe';

const identities = ['user', 'system'] as const;

/** Nothing that a plan changed has a finding of any rule, judged with the app it is for. */
async function assertClean(
  files: ProjectFiles,
  plan: ConnectionPlan,
  identity: 'user' | 'system',
): Promise<void> {
  const others = Object.fromEntries(files.files.map(({ path, text }) => [path, text]));
  for (const { path, after: text } of plan.changes) {
    const file = sourceFile(path, text);
    assert.ok(file !== undefined, path);
    const found = await findingsIn(path, text, { app: apps[identity], others });
    assert.deepEqual(
      found.map((one) => `${one.rule.id} ${said(one)}`),
      [],
      `${path}:\n${text}`,
    );
    await grammars.load(grammarsOf(file.language));
    if (file.language === 'java' || file.language === 'kotlin')
      grammars.read(file.language, text, (root) => {
        assert.equal(root.hasError, false, `${path} parses:\n${text}`);
      });
  }
}

/** Lines that were there are there still, in their order, and end as before. */
function assertKept({ changes }: ConnectionPlan): void {
  for (const { path, before, after: text } of changes) {
    if (before === undefined) continue;
    const lines = text.split('\n');
    let at = 0;
    for (const line of before.split('\n')) {
      // A block in one line is opened for what is put into it.
      const found = lines.findIndex(
        (one, i) => i >= at && (one === line || line.startsWith(one.trimEnd() || '-')),
      );
      assert.ok(found >= 0, `"${line}" is lost in ${path}:\n${text}`);
      at = found + 1;
    }
    const isWindows = before.includes('\r\n');
    assert.equal(/[^\r]\n/.test(text), !isWindows, `${path} ends its lines as before`);
  }
}

async function assertConnects(
  files: ProjectFiles,
  plan: ConnectionPlan,
  again: (now: ProjectFiles) => Promise<ConnectionPlan>,
  identity: 'user' | 'system',
): Promise<void> {
  assertKept(plan);
  const now = after(files, plan);
  await assertClean(now, plan, identity);
  const second = await again(now);
  assert.deepEqual(
    second.changes.map(({ path, after: text }) => `${path}\n${text}`),
    [],
    'a second time changes nothing',
  );
}

describe('connecting an app', function () {
  this.timeout(120_000);

  for (const to of connectables)
    for (const identity of identities)
      it(`to ${to} with a ${identity} identity: every build, configuration and Spring Boot`, async () => {
        const connection = connectionTo(to, identity);
        for (const build of Object.keys(builds))
          for (const config of Object.keys(configs))
            for (const boot of boots) {
              const language = build.includes('Kotlin') ? 'kotlin' : 'java';
              const files = madeProject(build, boot, config, { language });
              const plan = await planIn(files, connection);
              assert.equal(plan.way, 'starter');
              const isWithout = plan.changes.length < 3;
              assert.equal(isWithout, false, `settings, build and code: ${build}, ${config}, ${boot}`);
              await assertConnects(files, plan, (now) => planIn(now, connection), identity);
              assertVersions(after(files, plan), boot);
            }
      });

  for (const way of ['starter', 'properties', 'plain'] as const satisfies readonly Way[])
    for (const language of ['java', 'kotlin'] as const)
      it(`makes clients by way of ${way} in ${language}, with lines of Windows`, async () => {
        for (const to of connectables)
          for (const identity of identities) {
            const connection = connectionTo(to, identity);
            const build = language === 'java' ? 'a POM with a parent' : 'a version catalog';
            const files = windowsLines(
              madeProject(build, '3.5.6', 'yml', { language, module: 'apps/orders' }),
            );
            const plan = await planIn(files, connection, way);
            await assertConnects(files, plan, (now) => planIn(now, connection, way), identity);
            const code = plan.changes.find(({ path }) => /\.(?:java|kt)$/.test(path));
            assert.match(
              code?.path ?? '',
              /^apps\/orders\/src\/main\/(?:java|kotlin)\/com\/example\/shop\/\w+\.(?:java|kt)$/,
            );
            assert.equal(code?.after.includes('@Component'), way !== 'plain');
          }
      });

  it('makes several connections one after the other', async () => {
    let files = madeProject('a POM with a parent', '3.3.5', 'yml', { language: 'java' });
    for (const to of connectables) {
      const plan = await planIn(files, connectionTo(to, 'user'));
      files = after(files, plan);
    }
    const pom = files.files.find(({ path }) => path === 'pom.xml')?.text ?? '';
    const names = [...pom.matchAll(/<artifactId>([\w.-]+)<\/artifactId>/g)].map(([, name]) => name);
    assert.deepEqual(names, [...new Set(names)], 'nothing is doubled');
  });
});

/** The build's platforms fit its Spring Boot. */
function assertVersions(files: ProjectFiles, boot: string): void {
  const { springCloudAzure, dependencies } = readProject(files, grammars).build;
  const platform = dependencies.find(({ artifact }) => artifact.text === 'spring-cloud-azure-dependencies');
  const majors: Readonly<Record<string, number>> = { '2.7.18': 4, '3.3.5': 5, '3.5.6': 6, '4.0.1': 7 };
  if (platform !== undefined) assert.equal(springCloudAzure, majors[boot]);
}

describe('what a connection takes out and leaves alone', () => {
  const yml = (text: string) => [{ path: 'src/main/resources/application.yml', text }];
  const withConfig = (config: readonly ProjectFile[]): ProjectFiles => {
    const { module, files } = madeProject('a POM with a parent', '3.5.6', 'none', { language: 'java' });
    return { module, files: [...files, ...config] };
  };
  const settingsOf = async (config: readonly ProjectFile[], connection: Connection): Promise<string> => {
    const plan = await planIn(withConfig(config), connection);
    return plan.changes.find(({ path }) => path.includes('resources'))?.after ?? '';
  };

  it('takes keys and passwords out that an identity replaces', async () => {
    const cosmos = await settingsOf(
      yml(
        'spring:\n  cloud:\n    azure:\n      cosmos:\n        key: ${COSMOS_KEY}\n        database: app # ours\n',
      ),
      connectionTo('cosmos', 'user'),
    );
    assert.doesNotMatch(cosmos, /COSMOS_KEY/);
    assert.match(cosmos, /database: app # ours/);
    const sql = await settingsOf(
      yml('spring:\n  datasource:\n    url: jdbc:h2:mem:x\n    password: ${DB}\n'),
      connectionTo('sql', 'user'),
    );
    assert.doesNotMatch(sql, /password|h2/);
  });

  it('does not say again what a sign-in for all of Azure says', async () => {
    const { clientId = '' } = known.user;
    const same = `spring:\n  cloud:\n    azure:\n      credential:\n        managed-identity-enabled: true\n        client-id: ${clientId}\n`;
    const once = await settingsOf(yml(same), connectionTo('storageBlob', 'user'));
    assert.equal(once.match(/client-id/g)?.length, 1);
    const other = await settingsOf(
      yml(same.replace(clientId, clientId.replace('2', '9'))),
      connectionTo('storageBlob', 'user'),
    );
    assert.equal(other.match(/client-id/g)?.length, 2);
  });

  it('changes the identity of a connection that is there', async () => {
    const first = after(withConfig([]), await planIn(withConfig([]), connectionTo('serviceBus', 'user')));
    const audit = { ...connectionTo('serviceBus', 'user').identity, clientId: ids.auditClient };
    const plan = await planIn(first, { ...connectionTo('serviceBus', 'user'), identity: audit });
    assert.deepEqual(
      plan.changes.map(({ edits }) => edits.map(({ text }) => text)),
      [[ids.auditClient]],
    );
  });

  it('never overwrites a class', async () => {
    const files = withConfig([
      {
        path: 'src/main/java/com/example/shop/Database.java',
        text: 'package com.example.shop;\nclass Database {}\n',
      },
    ]);
    const plan = await planIn(files, connectionTo('sql', 'user'));
    assert.deepEqual(
      plan.changes.map(({ path }) => path).filter((path) => path.endsWith('.java')),
      [],
    );
    assert.match(plan.notes.map(plain).join(), /Database\.java' is there already/);
  });

  it('names hosts and clouds of China and the US Government', async () => {
    const hosts: Readonly<Record<string, RegExp>> = {
      keyVaultSecrets: /harbor-shop\.vault\.(?:azure\.cn|usgovcloudapi\.net)/,
      keyVaultCertificates: /harbor-shop\.vault\.(?:azure\.cn|usgovcloudapi\.net)/,
      functions: /harbor-shop\.(?:chinacloudsites\.cn|azurewebsites\.us)/,
      sql: /harbor-shop\.database\.(?:chinacloudapi\.cn|usgovcloudapi\.net)/,
      storageBlob: /harbor-shop\.blob\.core\.(?:chinacloudapi\.cn|usgovcloudapi\.net)/,
      storageQueue: /harbor-shop\.queue\.core\.(?:chinacloudapi\.cn|usgovcloudapi\.net)/,
      serviceBus: /domain-name: servicebus\.(?:chinacloudapi\.cn|usgovcloudapi\.net)/,
      eventHubs: /domain-name: servicebus\.(?:chinacloudapi\.cn|usgovcloudapi\.net)/,
      appConfiguration: /harbor-shop\.azconfig\.azure\.(?:cn|us)/,
      cosmos: /harbor-shop\.documents\.azure\.(?:cn|us)/,
      postgresql: /harbor-shop\.postgres\.database\.(?:chinacloudapi\.cn|usgovcloudapi\.net)/,
      mysql: /harbor-shop\.mysql\.database\.(?:chinacloudapi\.cn|usgovcloudapi\.net)/,
      redis: /harbor-shop\.redis\.cache\.(?:chinacloudapi\.cn|usgovcloudapi\.net)/,
    };
    for (const to of connectables)
      for (const cloud of ['china', 'usGovernment'] as const) {
        const settings = await settingsOf([], { ...connectionTo(to, 'user'), cloud });
        assert.match(settings, hosts[to] ?? /^$/, to);
        if (settings.includes('spring.cloud') || settings.includes('  cloud:'))
          assert.match(
            settings,
            cloud === 'china' ? /cloud-type: AZURE_CHINA/ : /cloud-type: AZURE_US_GOVERNMENT/,
          );
      }
  });
});
