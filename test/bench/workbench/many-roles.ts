import { setImmediate as nextTurn } from 'node:timers/promises';
import { Estate } from '../../../src/estate/estate';
import { allApps, rolesOf } from '../../../src/estate/lookup';
import { Inventory } from '../../../src/inventory/inventory';
import { sampleIds } from '../../../src/sandbox/sample/sample-ids';
import { stableGuid } from '../../../src/sandbox/estates/stable-guid';
import { keepingLog, SandboxedAzure } from '../../azure/sandboxed';
import { atMost, type Figure } from '../figure';

const subscriptions = 20;
const principals = 1000;
/** What a principal of the estate was given, directly. */
const grantsEach = 6;

const roles = [
  '4633458b-17de-408a-b874-0445c86b69e6',
  '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1',
  '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39',
];

/** As ARM returns it: 20 subscriptions with a service of 50 apps each, every app with a system-assigned identity and six grants. */
function estate(): readonly unknown[] {
  const tenantId = sampleIds.shopTenant;
  return Array.from({ length: subscriptions }, (_, s) => {
    const subscriptionId = stableGuid(`bench subscription ${s}`);
    const group = `/subscriptions/${subscriptionId}/resourceGroups/rg`;
    const service = `${group}/providers/Microsoft.AppPlatform/Spring/spring-${s}`;
    const apps = Array.from({ length: principals / subscriptions }, (__, a) => `${service}/apps/app-${a}`);
    return [
      { subscriptionId, tenantId, displayName: `Bench ${s}` },
      {
        id: service,
        type: 'Microsoft.AppPlatform/Spring',
        location: 'westeurope',
        sku: { name: 'S0', tier: 'Standard' },
      },
      ...apps.flatMap((id) => {
        const principalId = stableGuid(`principal ${id}`);
        return [
          {
            id,
            type: 'Microsoft.AppPlatform/Spring/apps',
            location: 'westeurope',
            identity: { type: 'SystemAssigned', principalId, tenantId },
          },
          ...Array.from({ length: grantsEach }, (__, g) => {
            const scope = `${group}/providers/Microsoft.KeyVault/vaults/kv-${g}`;
            const name = stableGuid(`grant ${id} ${g}`);
            return {
              id: `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`,
              type: 'Microsoft.Authorization/roleAssignments',
              properties: {
                scope,
                principalId,
                principalType: 'ServicePrincipal',
                roleDefinitionId: `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${roles[g % roles.length] ?? ''}`,
              },
            };
          }),
        ];
      }),
    ];
  }).flat();
}

/** Reads the roles of a thousand principals through the inventory and counts what was asked. Throws when a grant is missing. */
export async function measureManyRoles(): Promise<readonly Figure[]> {
  const rig = await SandboxedAzure.start({ estate: estate() });
  try {
    const known = new Estate();
    const { signIn, azure, sandbox, signal } = rig;
    const inventory = new Inventory({
      estate: known,
      signIn,
      reader: azure.reader,
      log: keepingLog([]),
      nextTurn,
    });
    await inventory.loadAll(signal, () => undefined);
    const wanted = [...allApps(known.snapshot)].flatMap(({ app, subscription }) => {
      const { principalId } = app.identity;
      return principalId === undefined ? [] : [{ subscription: subscription.key, principalId }];
    });
    sandbox.requests.reset();
    const started = performance.now();
    await inventory.openRoles(wanted, signal);
    const milliseconds = performance.now() - started;
    for (const { subscription, principalId } of wanted) {
      const roles = rolesOf(known.snapshot, subscription, principalId);
      if (roles.state !== 'ready' || roles.value.assignments.length !== grantsEach)
        throw new Error(`The roles of ${principalId} were not read.`);
    }
    if (wanted.length !== principals) throw new Error(`${wanted.length} principals are not ${principals}.`);
    const { byRoute } = sandbox.requests.read();
    const graphRequests = byRoute['POST /providers/Microsoft.ResourceGraph/resources'] ?? 0;
    const all = Object.values(byRoute).reduce((sum, count) => sum + count, 0);
    inventory.dispose();
    return [
      atMost({
        name: 'workbench.roles',
        unit: 'requests',
        value: graphRequests,
        goal: 3,
        baseline: `of Resource Graph for ${principals} principals in ${Math.round(milliseconds)} ms, and ${all - graphRequests} of ARM`,
      }),
    ];
  } finally {
    await rig.stop();
  }
}
