import { hasSystem, type AppIdentity, type AssignedIdentity } from '../../estate/app-identity';
import { nameOf, sameArmId, type ArmId } from '../../estate/arm-id';
import type { DecodedToken } from '../decode/decode-token';
import type { WhichIdentity } from '../token-wish';

/** The app a token was asked for, as the live state has it. */
export interface JudgedApp {
  readonly id: ArmId;
  readonly name: string;
  readonly identity: AppIdentity;
  /** Client ID of the system-assigned identity; ARM may not tell. */
  readonly systemClientId?: string;
  /** Of the subscription. */
  readonly tenantId: string;
}

/** Which identity a token or a wish is about. */
export type KnownIdentity =
  | {
      readonly kind: 'system';
      readonly name: string;
      readonly principalId?: string;
      readonly clientId?: string;
    }
  | {
      readonly kind: 'user-assigned';
      readonly name: string;
      readonly id: ArmId;
      readonly principalId?: string;
      readonly clientId?: string;
    };

export type Answerer =
  | KnownIdentity
  /** None of the app's identities, as far as Azure tells. */
  | { readonly kind: 'stranger'; readonly name: string }
  /** The token says nothing about its identity. */
  | { readonly kind: 'unknown' };

/** Every identity of an app, the system-assigned one first. */
export function identitiesOf(app: JudgedApp): readonly KnownIdentity[] {
  const system: readonly KnownIdentity[] = hasSystem(app.identity)
    ? [
        {
          kind: 'system',
          name: `the system-assigned identity of '${app.name}'`,
          ...(app.identity.principalId !== undefined && { principalId: app.identity.principalId }),
          ...(app.systemClientId !== undefined && { clientId: app.systemClientId }),
        },
      ]
    : [];
  return [...system, ...app.identity.userAssigned.map(known)];
}

function known({ id, clientId, principalId }: AssignedIdentity): KnownIdentity {
  return {
    kind: 'user-assigned',
    name: `the user-assigned identity '${nameOf(id)}'`,
    id,
    ...(principalId !== undefined && { principalId }),
    ...(clientId !== undefined && { clientId }),
  };
}

/** The identity a token belongs to, by its principal ID first, then by client ID and resource. */
export function answererOf(token: DecodedToken, app: JudgedApp): Answerer {
  const { principalId, clientId, resourceId } = token;
  if (principalId === undefined && clientId === undefined && resourceId === undefined)
    return { kind: 'unknown' };
  const all = identitiesOf(app);
  const found =
    all.find((identity) => same(identity.principalId, principalId)) ??
    all.find((identity) => same(identity.clientId, clientId)) ??
    all.find((identity) => isOwner(identity, app, resourceId));
  if (found !== undefined) return found;
  return { kind: 'stranger', name: strangerName(token) };
}

/** The identity a wish names, if the app has it. */
export function wishedIdentity(wish: WhichIdentity, app: JudgedApp): KnownIdentity | undefined {
  if (wish.by === 'none') return undefined;
  return identitiesOf(app).find((identity) => {
    if (wish.by === 'client-id') return same(identity.clientId, wish.value);
    if (wish.by === 'object-id') return same(identity.principalId, wish.value);
    return identity.kind === 'user-assigned' && sameArmId(identity.id, wish.value);
  });
}

/** A wish in words: "the user-assigned identity 'id-orders'", "no client ID". */
export function wishWords(wish: WhichIdentity, app: JudgedApp): string {
  if (wish.by === 'none') return 'no client ID';
  const name = wishedIdentity(wish, app)?.name;
  if (name !== undefined) return name;
  if (wish.by === 'resource-id') return `the identity '${nameOf(wish.value)}'`;
  return `${wish.by === 'client-id' ? 'client ID' : 'principal ID'} ${wish.value}`;
}

/** Whether the token is the one wished for, as far as its claims tell; `undefined` when they do not. */
export function isAsWished(wish: WhichIdentity, token: DecodedToken, app: JudgedApp): boolean | undefined {
  if (wish.by === 'none') return undefined;
  const claim =
    wish.by === 'client-id' ? token.clientId : wish.by === 'object-id' ? token.principalId : token.resourceId;
  if (claim !== undefined && wish.by === 'resource-id' && sameArmId(claim, wish.value)) return true;
  if (claim !== undefined && wish.by !== 'resource-id') return same(claim, wish.value);
  const answered = answererOf(token, app);
  if (answered.kind === 'unknown') return undefined;
  const wished = wishedIdentity(wish, app);
  return wished?.name === answered.name;
}

function isOwner(identity: KnownIdentity, app: JudgedApp, resourceId: string | undefined): boolean {
  if (resourceId === undefined) return false;
  return sameArmId(identity.kind === 'system' ? app.id : identity.id, resourceId);
}

function same(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && a.toLowerCase() === b?.toLowerCase();
}

function strangerName({ resourceId, clientId, principalId }: DecodedToken): string {
  if (resourceId !== undefined) return `the identity of '${nameOf(resourceId)}'`;
  if (clientId !== undefined) return `an identity with client ID ${clientId}`;
  return `an identity with principal ID ${principalId ?? 'unknown'}`;
}
