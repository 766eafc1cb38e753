import { armKey } from '../../estate/arm-id';
import { scopeText } from '../../estate/scope-text';
import { say } from '../../lifecycle/text';
import type { Picture, PictureEdge, PictureNode } from '../../report/report';
import type { Holding, MappedIdentity } from './holdings';

const columns = { app: 0, identity: 1, grant: 2, target: 3 } as const;

/** App -> identities -> roles -> targets. A role stands once for each identity: whose it is at which target can be followed. */
export function mapPicture(holdings: readonly Holding[]): Picture {
  const nodes = new Map<string, PictureNode>();
  const edges: PictureEdge[] = [];
  const drawn = new Set<MappedIdentity>();
  for (const { found, identities } of holdings) {
    const app = `app|${found.subscription.key}|${armKey(found.app.id)}`;
    nodes.set(app, { id: app, column: columns.app, label: found.app.name, detail: found.service.name });
    for (const identity of identities) {
      edges.push({ from: app, to: identity.id });
      if (drawn.has(identity)) continue;
      drawn.add(identity);
      nodes.set(identity.id, identityNode(identity));
      drawGrants(identity, nodes, edges);
    }
  }
  return { nodes: [...nodes.values()], edges };
}

function identityNode({ id, held, grants, unread }: MappedIdentity): PictureNode {
  const label = held.kind === 'system' ? say('system-assigned') : held.name;
  const node = { id, column: columns.identity, label };
  if (unread.length > 0)
    return {
      ...node,
      mark: 'unknown',
      detail: grants.length === 0 ? say('what it was given') : say('all it was given'),
    };
  return grants.length === 0 ? { ...node, detail: say('no grant found') } : node;
}

function drawGrants(identity: MappedIdentity, nodes: Map<string, PictureNode>, edges: PictureEdge[]): void {
  const joined = new Set<string>();
  for (const { what, target, note } of identity.grants) {
    const grant = `grant|${identity.id}|${what}`;
    const place = `target|${identity.subscription}|${armKey(target)}`;
    if (!nodes.has(grant)) {
      nodes.set(grant, {
        id: grant,
        column: columns.grant,
        label: what,
        ...(note !== undefined && { detail: note }),
      });
      edges.push({ from: identity.id, to: grant });
    }
    if (!nodes.has(place)) nodes.set(place, { id: place, column: columns.target, label: scopeText(target) });
    if (joined.has(`${grant}\n${place}`)) continue;
    joined.add(`${grant}\n${place}`);
    edges.push({ from: grant, to: place });
  }
}
