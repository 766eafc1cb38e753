import assert from 'node:assert/strict';
import { appWith, cannedApps, ids } from '../../../test/rules/canned-apps';
import { facts, judgedFacts } from '../../../test/rules/check-app';
import { findingsIn, type CheckOptions } from '../../../test/rules/check-rule';
import { plain } from '../../lifecycle/text';
import { namedIdentityLacksRole } from './named-identity-lacks-role';

const audit = { ...facts.ordersClientId, value: ids.auditClient };
const found = (app: keyof typeof cannedApps, ...told: Parameters<typeof judgedFacts>[2]) =>
  judgedFacts(namedIdentityLacksRole, cannedApps[app], told);

describe('MI607 named-identity-lacks-role', () => {
  it('reports the named identity without access where another one has it, and names that one in the fix', () => {
    const [finding, ...others] = found('usersOneWithRole', audit, facts.storage, facts.storage);
    assert.deepEqual(others, []);
    assert.match(
      plain(finding!.message),
      /names 'audit-id', which has no access .*'ordersdata\.blob.*'orders-id' has 'Storage Blob Data Reader'/,
    );
    const [fix] = finding!.fixes ?? [];
    assert.match(plain(fix!.title), /of 'orders-id' .*\(Storage Blob Data Reader at ordersdata\)$/);
    assert.ok(fix?.kind === 'edit' && !fix.safe && fix.edits[0]?.text === ids.ordersClient);
  });

  it('is silent for the one that gets in, for several of which one does, and where nobody gets in', () => {
    assert.deepEqual(found('usersOneWithRole', facts.ordersClientId, facts.storage), []);
    assert.deepEqual(found('usersOneWithRole', audit, facts.ordersClientId, facts.storage), []);
    assert.deepEqual(found('usersOneWithRole', audit, facts.otherStorage), []);
    assert.deepEqual(found('usersOneWithRole', audit, facts.sql), []);
    assert.deepEqual(found('usersOneWithRole', facts.storage), []);
  });

  it('is silent where the roles of the named identity were not read', () => {
    const { identity, roles } = cannedApps.usersOneWithRole;
    const partly = new Map([...(roles ?? [])].filter(([id]) => id !== ids.auditPrincipal));
    const app = appWith(identity, { roles: partly });
    assert.deepEqual(judgedFacts(namedIdentityLacksRole, app, [audit, facts.storage]), []);
  });

  it('goes by what is asked for at the service, where that stands beside it', () => {
    const asking = (value: string) => ({ ...facts.storage, asks: { by: 'client-id', value } as const });
    const strange = '11111111-2222-4333-8444-555555555555';
    assert.deepEqual(found('usersOneWithRole', audit, asking(strange)), []);
    assert.deepEqual(found('usersOneWithRole', audit, { ...facts.storage, asks: { by: 'none' } }), []);
    const [finding] = found('usersOneWithRole', facts.ordersClientId, audit, asking(ids.auditClient));
    assert.match(plain(finding!.message), /names 'audit-id', which has no access/);
  });

  const host = 'https://ordersdata.blob.core.windows.net';
  const java = (
    builder: string,
    endpoint = host,
  ) => `import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.storage.blob.*;

class Papers {
  BlobServiceClient client = new BlobServiceClientBuilder()
      .endpoint("${endpoint}")
      .credential(new ManagedIdentityCredentialBuilder()${builder}.build())
      .buildClient();
}`;
  const kotlin = (id: string) => `import com.azure.identity.ManagedIdentityCredentialBuilder
import com.azure.storage.blob.BlobServiceClientBuilder

const val AUDIT = "${id}"
val client = BlobServiceClientBuilder()
    .endpoint("${host}")
    .credential(ManagedIdentityCredentialBuilder().clientId(AUDIT).build())
    .buildClient()`;
  const yaml = (id: string, account = 'ordersdata') => `spring:
  cloud:
    azure:
      credential:
        managed-identity-enabled: true
        client-id: ${id}
      storage:
        blob:
          account-name: ${account}
`;
  const properties = (id: string) =>
    `spring.cloud.azure.credential.managed-identity-enabled=true\nspring.cloud.azure.storage.blob.credential.client-id=${id}\nspring.cloud.azure.storage.blob.endpoint=${host}\n`;
  const { auditClient, ordersClient } = ids;
  const source = 'src/main/java/Papers.java';
  const told = async (path: string, text: string, options: CheckOptions = { app: 'usersOneWithRole' }) =>
    (await findingsIn(path, text, options)).filter(({ rule }) => rule.id === 'MI607').length;

  for (const [path, text] of [
    [source, java(`.clientId("${auditClient}")`)],
    [source, java(`.clientId("${auditClient.toUpperCase()}")`)],
    [source, java(`.clientId("${auditClient}")`, `${host}/papers`)],
    ['src/main/kotlin/Papers.kt', kotlin(auditClient)],
    ['src/main/resources/application.yml', yaml(auditClient)],
    ['src/main/resources/application-prod.yaml', yaml(auditClient)],
    ['src/main/resources/application.properties', properties(auditClient)],
  ] as const)
    it(`reports ${path}: ${text.replace(/\s+/g, ' ').slice(-110)}`, async () => {
      assert.equal(await told(path, text), 1);
    });

  for (const [path, text, app] of [
    [source, java(`.clientId("${ordersClient}")`), 'usersOneWithRole'],
    [source, java(`.clientId("${auditClient}")`), undefined],
    [source, java(`.clientId("${auditClient}")`), 'users'],
    [source, java(`.clientId("${auditClient}")`), 'system'],
    [
      source,
      java(`.clientId("${auditClient}")`, 'https://archive.blob.core.windows.net'),
      'usersOneWithRole',
    ],
    [source, java(''), 'usersOneWithRole'],
    [source, java('.clientId("66666666-6666-4666-8666-666666666666")'), 'usersOneWithRole'],
    [source, java(`/* .clientId("${auditClient}") */`), 'usersOneWithRole'],
    ['src/test/java/PapersTest.java', java(`.clientId("${auditClient}")`), 'usersOneWithRole'],
    ['src/main/kotlin/Papers.kt', kotlin(ordersClient), 'usersOneWithRole'],
    ['src/main/resources/application.yml', yaml(ordersClient), 'usersOneWithRole'],
    ['src/main/resources/application.yml', yaml(auditClient, 'archive'), 'usersOneWithRole'],
    ['src/main/resources/application.yml', yaml('${AUDIT_CLIENT_ID}'), 'usersOneWithRole'],
    ['src/main/resources/application.yml', yaml(auditClient).replace(/^/gm, '# '), 'usersOneWithRole'],
    ['src/main/resources/application.properties', properties(ordersClient), 'usersOneWithRole'],
    ['src/main/resources/application.properties', `audit.name=${auditClient}\n`, 'usersOneWithRole'],
  ] as const)
    it(`is silent on ${path} for ${app ?? 'no app'}: ${text.replace(/\s+/g, ' ').slice(-110)}`, async () => {
      assert.equal(await told(path, text, app === undefined ? {} : { app }), 0);
    });
});
