import { uriCharacters } from '../access/target';
import { isGuid } from '../estate/guid';
import { parseArmId } from '../estate/arm-id';
import { hasSystem, type AppIdentity } from '../estate/app-identity';
import { Failure } from '../lifecycle/failure';

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
  if (why !== undefined) throw new Failure({ code: 'invalid', what: 'The token was not asked for.', why });
}

/**
 * How to name an app's system-assigned identity: by client ID where Azure told it, else by its principal ID, which the
 * app resource always has. `undefined` when the app has none.
 */
export function systemChoice(identity: AppIdentity, systemClientId?: string): WhichIdentity | undefined {
  if (!hasSystem(identity)) return undefined;
  if (systemClientId !== undefined) return { by: 'client-id', value: systemClientId };
  return identity.principalId === undefined ? undefined : { by: 'object-id', value: identity.principalId };
}

/** Every way to ask an app for a token: as code without a client ID does, and as each of its identities. */
export function choicesOf(identity: AppIdentity, systemClientId?: string): readonly WhichIdentity[] {
  const system = systemChoice(identity, systemClientId);
  return [
    anyIdentity,
    ...(system === undefined ? [] : [system]),
    ...identity.userAssigned.map(({ id, clientId }): WhichIdentity =>
      clientId === undefined ? { by: 'resource-id', value: id } : { by: 'client-id', value: clientId },
    ),
  ];
}
