import { hasSystem } from '../../../estate/app-identity';
import { heldIdentities } from '../../../estate/held-identity';
import { armKey, parseArmId, sameArmId, type ArmId, type ArmKey } from '../../../estate/ids/arm-id';
import type { Estate } from '../../../estate/estate';
import { allServices, type FoundApp } from '../../../estate/lookup';
import { resourceKey } from '../../../estate/resources';
import { dependsOnGrants } from '../../../lint/open/facts-told';
import { isUnread, type Branch } from '../../../inventory/branch';
import type { Inventory } from '../../../inventory/inventory';
import {
  changeOf,
  findLinked,
  linkState,
  type LinkedChange,
  type LinkState,
} from '../../../lint/links/linked-state';
import type { LinkedFile } from '../../../rules/rule';

export interface LinkedStatesDependencies {
  readonly estate: Pick<Estate, 'snapshot'>;
  readonly inventory: Pick<Inventory, 'open'>;
  readonly enabled: () => boolean;
  /** Whether the user trusts what the folders of this window say. */
  readonly trusted: () => boolean;
  /** Resource ids of the apps some folder is linked to. */
  readonly linkedApps: () => readonly ArmId[];
  /** What the files of an app's folders tell, as far as they were read. */
  readonly filesOf: (app: ArmId) => readonly LinkedFile[];
}

type WantedBranch = Extract<Branch, { readonly kind: 'roles' | 'system-client-id' | 'vaults' }>;

/**
 * Has read of linked apps what rules ask for, as soon as files make rules ask, and tells when what is known of them changes.
 *
 * A link may come with the files somebody sent. So it never is the first to ask Azure: the user has opened the view, run a command
 * that reads Azure, or asked for a scan before, and trusts the workspace.
 */
export class LinkedStates {
  readonly #deps: LinkedStatesDependencies;
  readonly #known = new Map<ArmKey, LinkState>();
  #asked = false;

  constructor(deps: LinkedStatesDependencies) {
    this.#deps = deps;
  }

  /** What else is known of linked apps than when last asked; the estate changes often, and mostly elsewhere. */
  changes(): readonly LinkedChange[] {
    const { snapshot } = this.#deps.estate;
    const before = new Map(this.#known);
    this.#known.clear();
    return this.#deps.linkedApps().flatMap((app) => {
      const key = armKey(app);
      const state = linkState(snapshot, app);
      this.#known.set(key, state);
      return changeOf(app, before.get(key), state) ?? [];
    });
  }

  /** The user wants to know about the files of this window: what is linked to them may be read from now on. */
  ask(): void {
    this.#asked = true;
    this.read();
  }

  /** Opens the branches that linked apps are in, one after the other as they become known. */
  read(): void {
    const { enabled, trusted, linkedApps } = this.#deps;
    if (!enabled() || !trusted()) return;
    const ids = linkedApps();
    if (ids.length === 0) return;
    if (!this.#isUnread({ kind: 'reach' })) for (const id of ids) this.#readApp(id);
    else if (this.#asked) this.#open({ kind: 'reach' });
  }

  #readApp(id: ArmId): void {
    const { snapshot } = this.#deps.estate;
    const found = findLinked(snapshot, id);
    if (found !== undefined) {
      for (const branch of this.#wantedOf(found)) this.#open(branch);
      return;
    }
    const name = parseArmId(id)?.names.at(-1) ?? '';
    for (const { service } of allServices(snapshot))
      if (sameArmId(`${service.id}/apps/${name}`, id))
        this.#open({ kind: 'service', key: resourceKey(service) });
  }

  /** Client ID, roles and vaults, which each cost calls of their own: only where a file of the app names something they decide about. */
  #wantedOf(found: FoundApp): readonly WantedBranch[] {
    const app = resourceKey(found.app);
    const { identity } = found.app;
    const vaults = { kind: 'vaults', key: found.subscription.key } as const;
    const roles = heldIdentities(found.app).flatMap(({ principalId }): readonly WantedBranch[] =>
      principalId === undefined ? [] : [{ kind: 'roles', app, principalId }],
    );
    const clientId: readonly WantedBranch[] =
      hasSystem(identity) && identity.principalId !== undefined
        ? [{ kind: 'system-client-id', app, principalId: identity.principalId }]
        : [];
    const unread = [...clientId, ...roles, vaults].filter((branch) => this.#isUnread(branch));
    if (unread.length === 0) return [];
    const facts = this.#deps.filesOf(found.app.id).flatMap((file) => file.facts);
    const names = {
      roles: dependsOnGrants(facts),
      'system-client-id': facts.some(({ kind }) => kind === 'clientId'),
      vaults: facts.some((fact) => fact.kind === 'target' && fact.service === 'keyVault'),
    };
    return unread.filter(({ kind }) => names[kind]);
  }

  #open(branch: Branch): void {
    if (this.#isUnread(branch)) void this.#deps.inventory.open(branch);
  }

  /** What failed waits for the user's retry. */
  #isUnread(branch: Branch): boolean {
    return isUnread(this.#deps.estate.snapshot, branch);
  }
}
