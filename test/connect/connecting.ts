import { planConnection, type ConnectionPlan } from '../../src/actions/connect/plan';
import { readProject, type ProjectFiles } from '../../src/actions/connect/project';
import type { Connectable, Connection, ConnectingIdentity } from '../../src/actions/connect/connection';
import type { Way } from '../../src/actions/connect/recipe';
import type { LinkedApp } from '../../src/rules/linked-app';
import { appWith, ids } from '../rules/canned-apps';
import { packageGrammars } from '../rules/package-grammars';

export const grammars = packageGrammars();

export const identities: Readonly<Record<'system' | 'user', ConnectingIdentity>> = {
  system: { kind: 'system', name: 'shop/apps/orders', principalId: ids.systemPrincipal },
  user: {
    kind: 'user-assigned',
    name: 'orders-id',
    clientId: ids.ordersClient,
    principalId: ids.ordersPrincipal,
  },
};

/** The app with just the identity that a connection uses. */
export const apps: Readonly<Record<'system' | 'user', LinkedApp>> = {
  system: appWith({ type: 'SystemAssigned', principalId: ids.systemPrincipal, userAssigned: [] }),
  user: appWith({
    type: 'UserAssigned',
    userAssigned: [
      {
        id: '/subscriptions/00000000-0000-0000-0000-0000000000aa/resourceGroups/shop/providers/Microsoft.ManagedIdentity/userAssignedIdentities/orders-id',
        principalId: ids.ordersPrincipal,
        clientId: ids.ordersClient,
      },
    ],
  }),
};

export function connectionTo(to: Connectable, identity: 'system' | 'user'): Connection {
  return { to, name: 'harbor-shop', cloud: 'public', identity: identities[identity] };
}

export async function planIn(
  files: ProjectFiles,
  connection: Connection,
  way?: Way,
): Promise<ConnectionPlan> {
  await grammars.load(['toml']);
  return planConnection(readProject(files, grammars), connection, way);
}

/** The project as it is after a plan. */
export function after({ module, files }: ProjectFiles, { changes }: ConnectionPlan): ProjectFiles {
  const changed = new Map(changes.map((change) => [change.path, change.after]));
  const kept = files.map(({ path, text }) => ({ path, text: changed.get(path) ?? text }));
  const added = changes
    .filter(({ before }) => before === undefined)
    .map((change) => ({ path: change.path, text: change.after }));
  return { module, files: [...kept, ...added] };
}
