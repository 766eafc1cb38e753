import { uriCharacters } from '../access/target';
import { isGuid } from '../estate/ids/guid';
import { parseArmId } from '../estate/ids/arm-id';
import { heldIdentities, type HeldIdentity, type Holder } from '../estate/held-identity';
import { Failure } from '../lifecycle/failure';
import { say } from '../lifecycle/text';

/** How a token request names the identity it wants; `none` is what code without a client ID does. */
export type WhichIdentity =
  | { readonly by: 'none' }
  | { readonly by: 'client-id' | 'object-id' | 'resource-id'; readonly value: string };

/** A token for one resource as one identity: what every protocol here boils down to. */
export interface TokenWish {
  /** As it goes into `resource=`; ends up in `aud`, trailing slash and all. */
  readonly resource: string;
  readonly identity: WhichIdentity;
}

export const anyIdentity: WhichIdentity = Object.freeze({ by: 'none' });

/** Two wishes with the same key lead to the same token. Ids ignore case, resources do not: `aud` repeats them. */
export function wishKey(wish: TokenWish): string {
  const { identity, resource } = wish;
  return identity.by === 'none'
    ? `none||${resource}`
    : `${identity.by}|${identity.value.toLowerCase()}|${resource}`;
}

/** Why a wish cannot be sent, or nothing. Everything a user or a local program types passes here before it travels. */
export function wishTrouble(wish: TokenWish): string | undefined {
  if (wish.resource === '') return 'No resource was given.';
  if (!uriCharacters.test(wish.resource)) return 'The resource is no URI or application ID.';
  const { identity } = wish;
  switch (identity.by) {
    case 'none':
      return undefined;
    case 'client-id':
      return isGuid(identity.value) ? undefined : 'The client ID is no GUID.';
    case 'object-id':
      return isGuid(identity.value) ? undefined : 'The object ID is no GUID.';
    case 'resource-id':
      return uriCharacters.test(identity.value) && parseArmId(identity.value) !== undefined
        ? undefined
        : 'The resource ID of the identity is no Azure resource ID.';
  }
}

/** Throws `Failure` `invalid` for a wish that cannot be sent. */
export function requireSendable(wish: TokenWish): void {
  const why = wishTrouble(wish);
  if (why !== undefined)
    throw new Failure({ code: 'invalid', what: say('The token was not asked for.'), why });
}

/**
 * How to name an identity: by client ID where Azure told it, else by resource id, or for a system-assigned one by its principal ID,
 * which the app resource always has. `undefined` when nothing tells.
 */
export function choiceOf({ kind, clientId, principalId, id }: HeldIdentity): WhichIdentity | undefined {
  if (clientId !== undefined) return { by: 'client-id', value: clientId };
  if (kind === 'user-assigned') return id === undefined ? undefined : { by: 'resource-id', value: id };
  return principalId === undefined ? undefined : { by: 'object-id', value: principalId };
}

/** Every way to ask an app for a token: as code without a client ID does, and as each of its identities. */
export function choicesOf(holder: Holder): readonly WhichIdentity[] {
  return [anyIdentity, ...heldIdentities(holder).flatMap((held) => choiceOf(held) ?? [])];
}
