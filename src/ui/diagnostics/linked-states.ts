import { placeAt, rolesDecide } from '../../access/access-at';
import { hasSystem } from '../../estate/app-identity';
import { heldIdentities } from '../../estate/held-identity';
import { parseArmId, sameArmId, type ArmId } from '../../estate/arm-id';
import type { Estate } from '../../estate/estate';
import { allServices, type FoundApp } from '../../estate/lookup';
import { resourceKey } from '../../estate/resources';
import { entryOf, type Branch } from '../../inventory/branch';
import type { Inventory } from '../../inventory/inventory';
import { findLinked, linkState } from '../../lint/linked-state';
import type { LinkedFile } from '../../rules/rule';

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

/**
 * Has read of linked apps what rules ask for, as soon as files make rules ask, and tells when what is known of them changes.
 *
 * A link may come with the files somebody sent. So it never is the first to ask Azure: the user has opened the view, run a command
 * that reads Azure, or asked for a scan before, and trusts the workspace.
 */
export class LinkedStates {
  readonly #deps: LinkedStatesDependencies;
  #known = '';
  #asked = false;

  constructor(deps: LinkedStatesDependencies) {
    this.#deps = deps;
  }

  /** Whether something else is known of linked apps than before; the estate changes often, and mostly elsewhere. */
  changed(): boolean {
    const { snapshot } = this.#deps.estate;
    const states = this.#deps.linkedApps().map((id) => {
      const state = linkState(snapshot, id);
      return 'identity' in state ? { ...state, roles: [...(state.roles ?? [])] } : state;
    });
    const now = JSON.stringify(states);
    if (now === this.#known) return false;
    this.#known = now;
    return true;
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

  /** Client ID and roles, which each cost calls of their own: only where a file of the app names something they decide about. */
  #wantedOf(found: FoundApp): readonly Branch[] {
    const app = resourceKey(found.app);
    const { identity } = found.app;
    const roles = heldIdentities(found.app).flatMap(({ principalId }): readonly Branch[] =>
      principalId === undefined ? [] : [{ kind: 'roles', app, principalId }],
    );
    const clientId: readonly Branch[] =
      hasSystem(identity) && identity.principalId !== undefined
        ? [{ kind: 'system-client-id', app, principalId: identity.principalId }]
        : [];
    const unread = [...clientId, ...roles].filter((branch) => this.#isUnread(branch));
    if (unread.length === 0) return [];
    const facts = this.#deps.filesOf(found.app.id).flatMap((file) => file.facts);
    const namesTarget = facts.some(
      (fact) => fact.kind === 'target' && rolesDecide(placeAt(fact.service, fact.host)),
    );
    const namesClient = facts.some(({ kind }) => kind === 'clientId');
    return unread.filter(({ kind }) => (kind === 'roles' ? namesTarget : namesClient));
  }

  #open(branch: Branch): void {
    if (this.#isUnread(branch)) void this.#deps.inventory.open(branch);
  }

  /** What failed waits for the user's retry. */
  #isUnread(branch: Branch): boolean {
    return (entryOf(this.#deps.estate.snapshot, branch)?.state ?? 'absent') === 'absent';
  }
}
