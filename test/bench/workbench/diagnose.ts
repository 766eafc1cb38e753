import { diagnosisReport } from '../../../src/actions/diagnose/as-report';
import type { Case } from '../../../src/actions/diagnose/case';
import { diagnose } from '../../../src/actions/diagnose/diagnose';
import { identitiesOf, subscriptionsBeside } from '../../../src/estate/lookup';
import { resourceKey } from '../../../src/estate/resources';
import { serviceOf } from '../../../src/access/azure-services';
import type { Branch } from '../../../src/inventory/branch';
import type { RoleAssignment } from '../../../src/estate/grants';
import type { Fact } from '../../../src/rules/fact';
import { readCase } from '../../../src/ui/commands/doctor/read-case';
import { CommandStage } from '../../double/commands';
import { ScriptedDialogs } from '../../double/scripted-dialogs';
import { atMost, median, type Figure } from '../figure';

/** What Azure Resource Manager takes for a list, about. */
const latencyMs = 300;
const identities = 5;
const hosts = [
  ...['kv-shop.vault.azure.net', 'kv-shop-legacy.vault.azure.net'],
  ...['harborshoporders.blob.core.windows.net', 'sb-harbor-shop.servicebus.windows.net'],
  ...['appcs-harbor-shop.azconfig.io', 'cosmos-harbor.documents.azure.com'],
];
const services = ['keyVault', 'keyVault', 'storage', 'serviceBus', 'appConfiguration', 'cosmos'] as const;
const never = new AbortController().signal;

/** Files that name six targets, 200 times over. */
const files = Array.from({ length: 200 }, (_, i) => ({
  path: `src/main/resources/application-${i}.yml`,
  facts: hosts.map((host, at): Fact => ({
    kind: 'target',
    service: services[at] ?? 'keyVault',
    host,
    asks: { by: 'none' },
    span: { start: at, end: at + 1 },
  })),
}));

/** Reading for a diagnosis beside its longest chain of requests, and diagnosing with all that is needed at hand. */
export async function measureDiagnose(): Promise<readonly Figure[]> {
  const stage = await CommandStage.start({ latencyMs });
  try {
    await stage.load();
    const others = { pickMany: ['id-orders', 'id-billing'] };
    await stage.run('assignUserAssigned', { kind: 'app', key: keyOf(stage) }, others, { confirm: 'yes' });
    stage.files = { files };
    const deps = stage.deps(new ScriptedDialogs());
    const read = () => readCase(deps, keyOf(stage), { answers: [], signal: never });
    const found = stage.app('inventory');
    const held = identitiesOf(stage.estate.snapshot, found.app);
    if (held.length !== identities) throw new Error(`The app has ${held.length} identities.`);
    await read();
    const { chain, name, whole } = await measureChains(stage, held[0]?.principalId ?? '', read);
    const known = await read();
    return [
      atMost({
        name: 'workbench.diagnose',
        unit: 'x',
        value: whole / chain,
        goal: 1.3,
        baseline: `${Math.round(chain)} ms for the longest chain of requests, that of ${name}`,
      }),
      cached(known),
    ];
  } finally {
    await stage.stop();
  }
}

/**
 * The whole of a reading, and the longest of the chains that it is made of: the grants of a store can only be asked for when it is known
 * where the store is. Each chain is measured by itself, in turn with the whole.
 */
async function measureChains(stage: CommandStage, principalId: string, read: () => Promise<unknown>) {
  const { subscription } = stage.app('inventory');
  const { key } = subscription;
  const { targets } = stage.deps(new ScriptedDialogs());
  const near = subscriptionsBeside(stage.estate.snapshot, key);
  const names = hosts.map((host) => host.split('.')[0] ?? '');
  const types = services.flatMap((id) => serviceOf(id).resourceTypes);
  const refresh = (branch: Branch) => () => stage.inventory.refresh(branch);
  const chains: Readonly<Record<string, () => Promise<unknown>>> = {
    roles: refresh({ kind: 'roles', app: keyOf(stage), principalId }),
    vaults: refresh({ kind: 'vaults', key }),
    identities: refresh({ kind: 'user-assigned', key }),
    deployments: refresh({ kind: 'deployments', key: keyOf(stage) }),
    'targets and the grants of a store among them': async () => {
      const found = await targets.find(near, { names, types }, never);
      const { grants } = await targets.storeGrants(near, found, never);
      if (grants.length === 0) throw new Error('No store was found.');
    },
  };
  const alone = new Map(Object.keys(chains).map((name) => [name, [] as number[]]));
  const wholes: number[] = [];
  for (let i = 0; i < 3; i += 1) {
    for (const [name, chain] of Object.entries(chains)) alone.get(name)?.push(await timed(chain));
    wholes.push(await timed(read));
  }
  const [[name, chain] = ['', 0]] = [...alone]
    .map(([one, times]) => [one, median(times)] as const)
    .sort(([, a], [, b]) => b - a);
  return { name, chain, whole: median(wholes) };
}

/** 300 role assignments of each identity besides. */
function cached(known: Case): Figure {
  const filler = (principalId: string): readonly RoleAssignment[] =>
    Array.from({ length: 300 }, (_, i) => {
      const scope = `/subscriptions/s/resourceGroups/g-${i}/providers/Microsoft.KeyVault/vaults/kv-${i}`;
      const roleDefinitionId = '4633458b-17de-408a-b874-0445c86b69e6';
      return { id: `${scope}/r`, scope, principalId, roleDefinitionId };
    });
  const roles = new Map(
    [...(known.app.roles ?? [])].map(([id, listing]) => [
      id,
      { ...listing, assignments: [...listing.assignments, ...filler(id)] },
    ]),
  );
  const given = { ...known, app: { ...known.app, roles } };
  const times = Array.from({ length: 5 }, () => {
    const startedAt = performance.now();
    diagnosisReport(diagnose(given), ['again']);
    return performance.now() - startedAt;
  });
  return atMost({ name: 'workbench.diagnose.cached', unit: 'ms', value: median(times), goal: 100 });
}

function keyOf(stage: CommandStage) {
  return resourceKey(stage.app('inventory').app);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
