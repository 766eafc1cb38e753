import assert from 'node:assert/strict';
import { projectsWith } from '../../../test/rules/check-rule';
import { findingsIn } from '../../../test/rules/check-rule';
import { packageGrammars } from '../../../test/rules/package-grammars';
import { Projects } from './projects';

const on = 'spring.cloud.azure.credential.managed-identity-enabled: true\n';
const id = 'spring.cloud.azure.credential.client-id: ${ID}\n';
const resources = 'src/main/resources';
const variables = (app: string, ...lines: readonly string[]) =>
  `resource "azurerm_spring_cloud_app" "a" {\n  name = "${app}"\n  resource_group_name = "g"\n  service_name = "s"\n}\nresource "azurerm_spring_cloud_java_deployment" "d" {\n  name = "default"\n  spring_cloud_app_id = azurerm_spring_cloud_app.a.id\n  environment_variables = {\n${lines.map((one) => `    ${one}\n`).join('')}  }\n}\n`;
const switched = 'SPRING_CLOUD_AZURE_CREDENTIAL_MANAGEDIDENTITYENABLED = "true"';

async function ids(path: string, text: string, others: Readonly<Record<string, string>>) {
  return (await findingsIn(path, text, { others })).map(({ rule }) => rule.id);
}

describe('the settings of a project', () => {
  it('are those of all files Spring reads together', async () => {
    for (const [path, text] of [
      [`${resources}/application-azure.yml`, on],
      [`${resources}/application.properties`, on.replace(': ', '=')],
      [`${resources}/bootstrap.yml`, on],
      [`${resources}/config/application.yml`, on],
      ['config/application.yml', on],
      ['application.yml', on],
      [`${resources}/shared.yml`, on],
    ] as const)
      assert.deepEqual(await ids(`${resources}/application.yml`, id, { [path]: text }), [], path);
    assert.deepEqual(await ids(`${resources}/application.yml`, id, {}), ['MI202']);
  });

  it('are kept apart by module, by test sources, and by what a profile excludes', async () => {
    const path = `a/${resources}/application.yml`;
    for (const [other, text] of [
      [`b/${resources}/application.yml`, on],
      ['a/src/test/resources/application.yml', on],
      [`a/${resources}/application.yml.bak`, on],
    ] as const)
      assert.deepEqual(await ids(path, id, { [other]: text }), ['MI202'], other);
    assert.deepEqual(
      await ids(`${resources}/application-prod.yml`, id, { [`${resources}/application-dev.yml`]: on }),
      ['MI202'],
    );
  });

  it('hold the variables that a file gives to the app, and not those of another app', async () => {
    const path = `orders/${resources}/application.yml`;
    const billing = {
      [`billing/${resources}/application.yml`]:
        'spring.application.name: billing\nspring.cloud.azure.profile.tenant-id: x\n',
    };
    assert.deepEqual(await ids(path, id, { ...billing, 'infra/main.tf': variables('orders', switched) }), []);
    assert.deepEqual(await ids(path, id, { ...billing, 'infra/main.tf': variables('billing', switched) }), [
      'MI202',
    ]);
    assert.deepEqual(await ids(path, id, { ...billing, 'orders/main.tf': variables('other', switched) }), []);
    assert.deepEqual(
      await ids(path, id, { ...billing, 'infra/main.tf': variables('unheard-of', switched) }),
      [],
    );
  });

  it('judge what variables set, in every spelling, where they are given', async () => {
    const path = 'main.tf';
    for (const name of ['CREDENTIAL_CLIENTID', 'CREDENTIAL_CLIENT_ID', 'STORAGE_BLOB_CREDENTIAL_CLIENT_ID']) {
      const text = variables('orders', `SPRING_CLOUD_AZURE_${name} = var.id`);
      assert.deepEqual(await ids(path, text, {}), ['MI202'], name);
      assert.deepEqual(await ids(path, text, { [`${resources}/application.yml`]: on }), [], name);
    }
    const json = variables(
      'orders',
      `SPRING_APPLICATION_JSON = "{\\"spring.cloud.azure.credential\\":{\\"client-id\\":\\"x1\\"}}"`,
    );
    assert.deepEqual(await ids(path, json, {}), ['MI202']);
    const option = variables(
      'orders',
      'JAVA_TOOL_OPTIONS = "-Xmx1g -Dspring.cloud.azure.credential.client-id=x1"',
    );
    assert.deepEqual(await ids(path, option, {}), ['MI202']);
  });

  it('take no name for a setting that is asked for', async () => {
    const text = variables('orders', 'SPRING_CLOUD_AZURE_MANAGED_IDENTITY_ENABLED = "true"');
    assert.deepEqual(await ids('main.tf', text, {}), ['MI207']);
    const asking = {
      [`${resources}/application.yml`]: 'spring.stock.on: ${SPRING_CLOUD_AZURE_MANAGED_IDENTITY_ENABLED}\n',
    };
    assert.deepEqual(await ids('main.tf', text, asking), []);
  });

  it('of a binder are an environment of its own, which has what the app has as well', async () => {
    const binder = 'spring.cloud.stream.binders.a.environment.';
    assert.deepEqual(await ids(`${resources}/application.yml`, binder + id + binder + on, {}), []);
    assert.deepEqual(await ids(`${resources}/application.yml`, binder + id + on, {}), ['MI201']);
    assert.deepEqual(await ids(`${resources}/application.yml`, id + on + binder + on, {}), []);
  });

  it('may come from where nobody can look: what is absent is then said with care', async () => {
    const [finding] = await findingsIn(
      `${resources}/application.yml`,
      `${id}spring.config.import: "optional:configserver:"\n`,
    );
    assert.equal(finding?.severity, 'info');
  });

  it('are those of a file that is imported as well, whatever it is called', async () => {
    const all = (location: string) => `${id}spring.config.import: "${location}"\n`;
    for (const [location, path] of [
      ['classpath:azure.yml', `${resources}/azure.yml`],
      ['azure.yml', `${resources}/azure.yml`],
      ['optional:file:./azure.yaml', 'azure.yaml'],
      ['optional:file:.env[.properties]', '.env'],
    ] as const)
      assert.deepEqual(
        await ids(`${resources}/application.yml`, all(location), {
          [path]: path === '.env' ? 'SPRING_CLOUD_AZURE_CREDENTIAL_MANAGED_IDENTITY_ENABLED=true\n' : on,
        }),
        [],
        location,
      );
  });

  it('of a file that another module imports are told with care', async () => {
    const [finding] = await findingsIn(`common/${resources}/shared.yml`, id, {
      others: {
        [`orders/${resources}/application.yml`]: `${on}spring.config.import: "classpath:shared.yml"\n`,
      },
    });
    assert.equal(finding?.severity, 'info');
  });

  it('are the same list as long as nothing changes', async () => {
    const projects = await projectsWith({ [`${resources}/application.yml`]: id });
    const before = projects.settingsFor(`${resources}/application.yml`);
    await projects.read(`${resources}/application.yml`, id);
    assert.equal(projects.settingsFor(`${resources}/application.yml`), before);
    await projects.read(`${resources}/application-azure.yml`, on);
    assert.notEqual(projects.settingsFor(`${resources}/application.yml`), before);
  });

  it('are found in a workspace of many services without looking at each for each of the others', async () => {
    const projects = new Projects(packageGrammars());
    const services = Array.from({ length: 250 }, (_, i) => `svc${i}`);
    for (const one of services) {
      await projects.learn(`${one}/${resources}/application.yml`, `spring.application.name: ${one}\n${id}`);
      await projects.learn(`${one}/Dockerfile`, 'FROM x\nENV SPRING_CLOUD_AZURE_CREDENTIAL_CLIENT_ID=a\n');
    }
    for (const one of services) {
      const [known] = projects.settingsFor(`${one}/Dockerfile`);
      assert.ok(known?.files.some(({ path }) => path === `${one}/${resources}/application.yml`));
      assert.ok(
        known?.files.every(({ path, isDoubtful }) => isDoubtful === true || path.startsWith(`${one}/`)),
      );
    }
    const { dependents } = await projects.read(`svc7/${resources}/application.yml`, on);
    assert.deepEqual(dependents, ['svc7/Dockerfile']);
  }).timeout(20_000);
});
