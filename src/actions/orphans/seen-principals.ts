import { hasSystem } from '../../estate/app-identity';
import { parseArmId, type ArmId } from '../../estate/ids/arm-id';
import { isGuid } from '../../estate/ids/guid';
import type { PrincipalId } from '../../estate/ids/ids';
import { shown } from '../../estate/loadable';
import { allApps } from '../../estate/lookup';
import type { SubscriptionKey } from '../../estate/resources';
import type { EstateSnapshot } from '../../estate/frozen/snapshot';

/** A principal that was seen, and whose it was. No secret. */
export interface SeenPrincipal {
  readonly principalId: PrincipalId;
  /** The app whose system-assigned identity it was, or the user-assigned identity. */
  readonly holder: ArmId;
  readonly kind: 'system' | 'user-assigned';
  /** Through which account it was seen. */
  readonly subscription: SubscriptionKey;
}

/** Where they are kept; a part of VS Code's memory of the extension. */
export interface SeenStore {
  read(): unknown;
  write(seen: readonly SeenPrincipal[]): void;
}

/** The oldest are forgotten; nothing can be proven of them then. */
const mostSeen = 5000;

/** Which principals identities have had: the only thing that proves one to be gone, short of asking the directory. */
export class SeenPrincipals {
  readonly #store: SeenStore;
  readonly #seen: Map<string, SeenPrincipal>;

  constructor(store: SeenStore) {
    this.#store = store;
    const stored = store.read();
    const sound = (Array.isArray(stored) ? stored : []).filter(isSeen);
    this.#seen = new Map(sound.map((seen) => [keyOf(seen.principalId), seen]));
  }

  of(principalId: PrincipalId): SeenPrincipal | undefined {
    return this.#seen.get(keyOf(principalId));
  }

  /** Takes in what a snapshot shows; writes only when something is new. */
  note(snapshot: EstateSnapshot): void {
    let isNew = false;
    for (const seen of principalsIn(snapshot)) {
      if (this.#seen.has(keyOf(seen.principalId))) continue;
      this.#seen.set(keyOf(seen.principalId), seen);
      isNew = true;
    }
    if (!isNew) return;
    for (const key of this.#seen.keys()) {
      if (this.#seen.size <= mostSeen) break;
      this.#seen.delete(key);
    }
    this.#store.write([...this.#seen.values()]);
  }
}

/** Every principal that identities have right now, as far as it was read. */
export function* principalsIn(snapshot: EstateSnapshot): Generator<SeenPrincipal> {
  for (const { app, subscription } of allApps(snapshot)) {
    const { principalId } = app.identity;
    if (hasSystem(app.identity) && principalId !== undefined)
      yield { principalId, holder: app.id, kind: 'system', subscription: subscription.key };
    for (const { id, principalId: user } of app.identity.userAssigned)
      if (user !== undefined)
        yield { principalId: user, holder: id, kind: 'user-assigned', subscription: subscription.key };
  }
  for (const [subscription, listed] of snapshot.userAssigned)
    for (const { id, principalId } of shown(listed) ?? [])
      if (principalId !== undefined) yield { principalId, holder: id, kind: 'user-assigned', subscription };
}

function keyOf(principalId: PrincipalId): string {
  return principalId.toLowerCase();
}

function isSeen(stored: unknown): stored is SeenPrincipal {
  if (typeof stored !== 'object' || stored === null) return false;
  const { principalId, holder, kind, subscription } = stored as Readonly<
    Record<keyof SeenPrincipal, unknown>
  >;
  return (
    typeof principalId === 'string' &&
    isGuid(principalId) &&
    typeof holder === 'string' &&
    parseArmId(holder) !== undefined &&
    (kind === 'system' || kind === 'user-assigned') &&
    typeof subscription === 'string'
  );
}
