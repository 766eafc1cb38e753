import assert from 'node:assert/strict';
import { findingsIn, said } from '../../../test/rules/check-rule';
import { packageGrammars } from '../../../test/rules/package-grammars';
import { ids, cannedApps } from '../../../test/rules/canned-apps';
import { heldIdentities } from '../../estate/held-identity';
import type { RoleAssignment } from '../../estate/grants';
import type { SubscriptionKey } from '../../estate/resources';
import { lintFile } from '../../lint/lint-file';
import { plain } from '../../lifecycle/text';
import { asText } from '../../report/as-text';
import { grammarsOf } from '../../source/grammar/grammars';
import { readSource } from '../../source/read-source';
import { sourceFile } from '../../source/source-file';
import { breaksOf } from './breaks';
import type { MovingApp } from './moving-app';
import { planMove } from './plan-move';
import { stateOf } from '../../hosts/spring/states';

const grammars = packageGrammars();
const subscription = '/subscriptions/00000000-0000-0000-0000-0000000000aa';
const group = `${subscription}/resourceGroups/shop`;
const vault = `${group}/providers/Microsoft.KeyVault/vaults/kv-shop`;
const secretsUser = '4633458b-17de-408a-b874-0445c86b69e6';

function role(scope: string, guid = secretsUser, rest: Partial<RoleAssignment> = {}): RoleAssignment {
  return {
    id: `${scope}/providers/Microsoft.Authorization/roleAssignments/x`,
    scope,
    principalId: ids.systemPrincipal,
    roleDefinitionId: `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${guid}`,
    ...rest,
  };
}

const places = [
  role(vault),
  role(group),
  role(subscription),
  role(
    `${group}/providers/Microsoft.Storage/storageAccounts/acct/blobServices/default/containers/orders`,
    '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1',
    {
      condition: "((!(ActionMatches{'x'})) OR (@Resource[a] StringEquals 'b'))",
    },
  ),
  role(`${group}/providers/Microsoft.Unheard/of/thing`, 'acdd72a7-3385-48ef-bd42-f606fba81ae7'),
  role(`${group}/providers/Microsoft.ServiceBus/namespaces/sb-shop`, '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39', {
    throughGroup: true,
  }),
];

function moving(kind: keyof typeof cannedApps, rest: Partial<MovingApp> = {}): MovingApp {
  const { identity, resourceId = '' } = cannedApps[kind];
  const owned = {
    subscription: 's' as SubscriptionKey,
    location: 'westeurope',
    state: stateOf('Succeeded'),
  };
  return {
    app: {
      ...owned,
      id: resourceId,
      name: 'orders',
      serviceId: resourceId.replace('/apps/orders', ''),
      identity,
    },
    service: {
      ...owned,
      id: resourceId.replace('/apps/orders', ''),
      name: 'shop',
      plan: 'Standard',
      power: 'running',
    },
    identities: heldIdentities({ identity, id: resourceId, systemClientId: ids.systemClient }),
    roles: new Map([
      [ids.systemPrincipal, { assignments: places, unreadable: [] }],
      [ids.ordersPrincipal, { assignments: [role(vault)], unreadable: [] }],
    ]),
    vaults: [
      {
        id: `${vault}-old`,
        name: 'kv-shop-old',
        usesRbac: false,
        policies: [{ objectId: ids.systemPrincipal, permissions: ['secrets get', 'secrets list'] }],
      },
      {
        id: vault,
        name: 'kv-shop',
        usesRbac: true,
        policies: [{ objectId: ids.systemPrincipal, permissions: ['secrets get'] }],
      },
    ],
    ...rest,
  };
}

async function toldBy(
  path: string,
  text: string,
): Promise<Pick<NonNullable<MovingApp['files']>[number], 'path' | 'facts'>> {
  const file = sourceFile(path, text);
  assert.ok(file !== undefined);
  await grammars.load(grammarsOf(file.language));
  return { path, facts: lintFile(file, grammars, { project: {} }).facts };
}

describe('the plan of a move to Container Apps', () => {
  for (const kind of ['none', 'system', 'user', 'users', 'both'] as const)
    it(`makes files that our readers parse and rules find nothing in: an app with ${kind}`, async () => {
      const { files } = planMove([moving(kind)]);
      assert.ok(files.some(({ path }) => path === 'README.md'));
      for (const { path, text } of files) {
        const file = sourceFile(path, text);
        if (file === undefined) continue;
        await grammars.load(grammarsOf(file.language));
        const [grammar] = grammarsOf(file.language);
        assert.ok(grammar !== undefined);
        grammars.read(grammar, text, (tree) => {
          assert.equal(tree.hasError, false, `${path}:\n${text}`);
        });
        const [subject] = readSource(file, grammars, undefined).subjects;
        assert.ok(subject?.kind === 'infra' && subject.resources.length > 0, path);
        const others = Object.fromEntries(files.map((one) => [one.path, one.text]));
        const found = await findingsIn(path, text, { others });
        assert.deepEqual(
          found.map((one) => `${one.rule.id} ${said(one)}`),
          [],
          `${path}:\n${text}`,
        );
      }
    });

  it('gives a new identity all that the system-assigned one has, under the names Azure Verified Modules make', () => {
    const { files, report } = planMove([moving('system')]);
    const text = (path: string) => files.find((one) => one.path === path)?.text ?? '';
    assert.match(
      text('bicep/roles/microsoft-keyvault-vaults.bicep'),
      /name: guid\(target\.id, principalId, roleDefinitionId\)\n {2}scope: target/,
    );
    assert.match(text('bicep/roles/vault-policy.bicep'), /accessPolicies@/);
    const main = text('bicep/main.bicep');
    assert.equal(
      main.match(/^module \S+_grant_/gm)?.length,
      5,
      'two vaults, group, subscription and container',
    );
    assert.match(main, /targetName: 'acct\/default\/orders'/);
    assert.ok(
      main.indexOf('module ') < main.indexOf("'Microsoft.App/containerApps@"),
      'grants before the app',
    );
    const terraform = text('terraform/main.tf');
    assert.equal(
      terraform.match(/uuidv5\("11fb06fb-712d-4ddd-98c7-e71bbd588830"/g)?.length,
      6,
      'and the registry',
    );
    assert.match(terraform, /condition_version {4}= "2\.0"/);
    const words = asText(report);
    assert.match(words, /To be granted by hand[^]*Reader at 'thing'/);
    assert.doesNotMatch(
      main + terraform,
      /sb-shop/,
      'what comes through a group is not given to the identity',
    );
    assert.match(
      words,
      /Held through groups[^]*Data Sender at 'sb-shop', through group \S+: make 'id-shop-\S+' a member of it/,
    );
  });

  it('does not tell of groups of an identity that goes along: it stays in them', () => {
    assert.doesNotMatch(asText(planMove([moving('user')]).report), /Held through groups/);
  });

  it('takes nothing of a condition for something to work out', () => {
    const text = "@Resource[a] StringEquals '${var.x} %{ if y } \\\\ $ {'";
    const condition = role(vault, secretsUser, { condition: text });
    const { files } = planMove([
      moving('system', {
        roles: new Map([[ids.systemPrincipal, { assignments: [condition], unreadable: [] }]]),
      }),
    ]);
    const all = new Map(files.map((one) => [one.path, one.text]));
    assert.ok(
      all
        .get('terraform/main.tf')
        ?.includes(`= "@Resource[a] StringEquals '$\${var.x} %%{ if y } \\\\\\\\ $ {'"`),
    );
    assert.ok(
      all
        .get('bicep/main.bicep')
        ?.includes(`'@Resource[a] StringEquals \\'\\\${var.x} %{ if y } \\\\\\\\ $ {\\''`),
    );
  });

  it('keeps a condition over several lines in one string', () => {
    const condition = role(vault, secretsUser, { condition: "(\r\n\t(!(ActionMatches{'x'}))\n)" });
    const { files } = planMove([
      moving('system', {
        roles: new Map([[ids.systemPrincipal, { assignments: [condition], unreadable: [] }]]),
      }),
    ]);
    const main = files.find(({ path }) => path === 'bicep/main.bicep')?.text ?? '';
    assert.ok(main.includes(`    condition: '(\\r\\n\\t(!(ActionMatches{\\'x\\'}))\\n)'\n`), main);
  });

  it('leaves the grants of user-assigned identities as they are', () => {
    const { files, report } = planMove([moving('user')]);
    const text = (path: string) => files.find((one) => one.path === path)?.text ?? '';
    assert.deepEqual(text('bicep/main.bicep').match(/^module \S+/gm), [
      'module of_shop_orders_orders_id_pull',
    ]);
    assert.equal(text('terraform/main.tf').match(/resource "azurerm_role_assignment"/g)?.length, 1);
    assert.match(asText(report), /goes along/);
  });

  it('pulls images and reads secrets by identity, which gets the role for it once', () => {
    const { files } = planMove([moving('user'), moving('user')]);
    const text = (path: string) => files.find((one) => one.path === path)?.text ?? '';
    const [bicep, terraform] = [text('bicep/main.bicep'), text('terraform/main.tf')];
    assert.match(bicep, /registries: empty\(registryName\)[^]*identity: of_shop_orders_orders_id\.id/);
    assert.match(bicep, /keyVaultUrl: secret\.keyVaultUrl\n {8}identity: of_shop_orders_orders_id\.id/);
    assert.match(terraform, /dynamic "registry"[^]*identity = data\.azurerm_user_assigned_identity\./);
    assert.match(terraform, /dynamic "secret"[^]*key_vault_secret_id = secret\.value/);
    assert.equal(bicep.match(/^module \S+_pull /gm)?.length, 1);
    assert.equal(terraform.match(/"azurerm_role_assignment" "\S+_pull"/g)?.length, 1);
    assert.match(
      text('bicep/roles/microsoft-containerregistry-registries.bicep'),
      /guid\(target\.id, principalId/,
    );
  });

  it('names apps and identities apart that are written alike in programs', () => {
    const base = moving('user');
    const user = (group: string, name: string) => ({
      kind: 'user-assigned' as const,
      name,
      principalId: `${group} ${name}`,
      id: `${subscription}/resourceGroups/${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`,
    });
    const called = (service: string, app: string, identities: MovingApp['identities']): MovingApp => ({
      ...base,
      identities,
      app: { ...base.app, name: app },
      service: { ...base.service, name: service },
    });
    const { files } = planMove([
      called('shop', 'orders', [user('a', 'one'), user('b', 'one'), user('a', 'one_pull')]),
      called('shop-a', 'b', [user('a', 'id-x'), user('a', 'id_x')]),
      called('shop', 'a-b', []),
    ]);
    const names = (path: string, head: RegExp) =>
      [...(files.find((one) => one.path === path)?.text ?? '').matchAll(head)].map(([line]) => line);
    for (const all of [
      names('bicep/main.bicep', /(?<=^(?:param|resource|module) )\w+/gm),
      names('terraform/main.tf', /^(?:variable|data|resource) .*/gm),
    ]) {
      assert.deepEqual(all, [...new Set(all)]);
      assert.equal(all.filter((name) => name.includes('of_')).length, 5 + 2, 'identities, and what pulls');
      assert.equal(all.filter((name) => name.includes('image_')).length, 3);
    }
  });

  it('gives deployments names of 64 characters at most', () => {
    const base = moving('both');
    const name = 'customer-notifications';
    const { files } = planMove([
      {
        ...base,
        app: { ...base.app, name },
        service: { ...base.service, name: 'spring-production-west-europe-01' },
        identities: base.identities.map((one) =>
          one.kind === 'system' ? one : { ...one, name: `id-${name}` },
        ),
      },
    ]);
    const main = files.find(({ path }) => path === 'bicep/main.bicep')?.text ?? '';
    const names = [...main.matchAll(/^module .*\n {2}name: '(.*)'$/gm)].map(([, one = '']) => one);
    assert.ok(names.length > 4);
    assert.equal(new Set(names).size, names.length);
    for (const one of names)
      assert.ok(one.replace(/\$\{uniqueString\('[^']+'\)\}/, '1234567890123').length <= 64, one);
    assert.ok(
      names.some((one) => one.includes('uniqueString')),
      names.join('\n'),
    );
  });

  it('says what was not read, and never that there is nothing', () => {
    const { report } = planMove([moving('system', { roles: new Map() })]);
    assert.match(asText(report), /Its roles were not read/);
    assert.match(asText(report), /No folder is linked/);
    const own = { assignments: [], unreadable: [], groups: 'unasked' } as const;
    const of = (app: 'system' | 'user', id: string): string =>
      asText(planMove([moving(app, { roles: new Map([[id, own]]) })]).report);
    assert.match(of('system', ids.systemPrincipal), /Roles through groups were not read/);
    // It is the same principal there, in the same groups.
    assert.doesNotMatch(of('user', ids.ordersPrincipal), /Roles through groups/);
  });

  it('finds code and configuration that work here and not there', async () => {
    const files = await Promise.all([
      toldBy(
        'src/main/java/A.java',
        `import com.azure.identity.*;\nclass A { Object a = new ManagedIdentityCredentialBuilder().build();\n Object b = new ManagedIdentityCredentialBuilder().clientId("${ids.systemClient}").build(); }\n`,
      ),
      toldBy(
        'src/main/java/B.java',
        'import java.net.URI;\nimport java.net.http.*;\nclass B { void t() throws Exception { HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https://vault.azure.net")).header("Metadata", "true").build(), HttpResponse.BodyHandlers.ofString()); } }\n',
      ),
      toldBy(
        'src/main/resources/application.yml',
        'spring.cloud.azure.credential.managed-identity-enabled: true\n',
      ),
      toldBy(
        'src/main/java/C.java',
        `import com.azure.identity.*;\nclass C { Object c = new ManagedIdentityCredentialBuilder().clientId("${ids.ordersClient}").build(); }\n`,
      ),
    ]);
    const found = (breaksOf(moving('both', { files })) ?? [])
      .map(({ path, words }) => `${path}: ${plain(words)}`)
      .join('\n');
    assert.match(found, /A\.java: This names no identity/);
    assert.match(found, /A\.java: .*names the system-assigned identity/);
    assert.match(found, /B\.java: This asks the token endpoint of virtual machines itself/);
    assert.match(found, /application\.yml: This names no identity/);
    assert.doesNotMatch(found, /C\.java/);
  });
});
