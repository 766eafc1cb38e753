import type { Estate } from '../../estate/estate';
import { findApp } from '../../estate/lookup';
import type { ResourceKey } from '../../estate/resources';
import type { KnownDebugging } from '../../tunnel/known-debugging';
import type { InstancesNode, Node } from './nodes/node';
import { traitsOf } from '../../hosts/spring/plans';

export interface DoorsDependencies {
  readonly estate: Estate;
  readonly debugging: Pick<KnownDebugging, 'look'>;
}

/** Reads remote debugging of the deployments that are looked at, once for each time that these are read. */
export class DebuggingDoors {
  readonly #deps: DoorsDependencies;
  /** Listings of deployments whose remote debugging was asked for. */
  readonly #asked = new WeakSet<object>();

  constructor(deps: DoorsDependencies) {
    this.#deps = deps;
  }

  look(open: Iterable<Node>): void {
    for (const node of open) if (node.kind === 'instances') this.#lookBelow(node);
  }

  #lookBelow({ app }: InstancesNode): void {
    const { debugging, estate } = this.#deps;
    const listed = estate.snapshot.deployments.get(app);
    const found = findApp(estate.snapshot, app);
    if (listed?.state !== 'ready' || found === undefined || this.#asked.has(listed)) return;
    this.#asked.add(listed);
    if (!traitsOf(found.service.plan).remoteDebugging) return;
    for (const { id } of listed.value) void debugging.look({ subscription: found.subscription, id });
  }
}

/** The nodes that tell of remote debugging of a deployment. */
export function nodesTelling(deployment: ResourceKey, drawn: Iterable<Node>): readonly Node[] {
  return [...drawn].filter((node) => {
    if (node.kind === 'deployment') return node.deployment === deployment;
    return node.kind === 'instances' && deployment.startsWith(`${node.app}/`);
  });
}
