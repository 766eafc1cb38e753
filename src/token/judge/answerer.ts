import type { NameableId } from '../../access/mend/broken';
import type { AppIdentity } from '../../estate/app-identity';
import { nameOf, sameArmId, type ArmId } from '../../estate/ids/arm-id';
import { heldIdentities, sameId, type HeldIdentity } from '../../estate/held-identity';
import type { ClientId, TenantId } from '../../estate/ids/ids';
import { sameText, say, type Text } from '../../lifecycle/text';
import type { DecodedToken } from '../decode/decode-token';
import type { WhichIdentity } from '../token-wish';

/** The app a token was asked for, as the live state has it. */
export interface JudgedApp {
  readonly id: ArmId;
  readonly name: string;
  readonly identity: AppIdentity;
  /** Client ID of the system-assigned identity; ARM may not tell. */
  readonly systemClientId?: ClientId;
  /** Of the subscription. */
  readonly tenantId: TenantId;
}

/** An identity as people name it. */
export interface IdentityWords {
  /** "the user-assigned identity 'id-orders'". */
  readonly words: Text;
  /** The same at the beginning of a sentence, or alone. */
  readonly subject: Text;
}

/** Which identity a token or a wish is about, named for people. */
export type KnownIdentity = HeldIdentity & IdentityWords;

export type Answerer =
  | KnownIdentity
  /** None of the app's identities, as far as Azure tells. */
  | ({ readonly kind: 'stranger' } & IdentityWords)
  /** The token says nothing about its identity. */
  | { readonly kind: 'unknown' };

/** Every identity of an app, the system-assigned one first. */
export function identitiesOf(app: JudgedApp): readonly KnownIdentity[] {
  return heldIdentities(app).map((held) => ({
    ...held,
    ...(held.kind === 'system' ? systemWords(app.name) : userAssignedWords(held.name)),
  }));
}

/** Those that code can name: their client ID is known. */
export function nameable(identities: readonly HeldIdentity[]): readonly NameableId[] {
  return identities.flatMap(({ clientId, name }) => (clientId === undefined ? [] : [{ clientId, name }]));
}

/** The identity a token belongs to, by its principal ID first, then by client ID and resource. */
export function answererOf(token: DecodedToken, app: JudgedApp): Answerer {
  const { principalId, clientId, resourceId } = token;
  if (principalId === undefined && clientId === undefined && resourceId === undefined)
    return { kind: 'unknown' };
  const all = identitiesOf(app);
  const found =
    all.find((identity) => sameId(identity.principalId, principalId)) ??
    all.find((identity) => sameId(identity.clientId, clientId)) ??
    all.find(({ id }) => id !== undefined && resourceId !== undefined && sameArmId(id, resourceId));
  if (found !== undefined) return found;
  return { kind: 'stranger', ...strangerWords(token) };
}

/** The identity a wish names, if the app has it. */
export function wishedIdentity(wish: WhichIdentity, app: JudgedApp): KnownIdentity | undefined {
  if (wish.by === 'none') return undefined;
  return identitiesOf(app).find((identity) => {
    if (wish.by === 'client-id') return sameId(identity.clientId, wish.value);
    if (wish.by === 'object-id') return sameId(identity.principalId, wish.value);
    return (
      identity.kind === 'user-assigned' && identity.id !== undefined && sameArmId(identity.id, wish.value)
    );
  });
}

/** A wish in words: "the user-assigned identity 'id-orders'", "no client ID". */
export function wishWords(wish: WhichIdentity, app: JudgedApp): IdentityWords {
  if (wish.by === 'none') return { words: say('no client ID'), subject: say('No client ID') };
  const wished = wishedIdentity(wish, app);
  if (wished !== undefined) return wished;
  const { by, value } = wish;
  switch (by) {
    case 'resource-id': {
      const name = nameOf(value);
      return { words: say("the identity '{0}'", name), subject: say("The identity '{0}'", name) };
    }
    case 'client-id':
      return { words: say('client ID {0}', value), subject: say('Client ID {0}', value) };
    case 'object-id':
      return { words: say('principal ID {0}', value), subject: say('Principal ID {0}', value) };
  }
}

/** Whether the token is the one wished for, as far as its claims tell; `undefined` when they do not. */
export function isAsWished(wish: WhichIdentity, token: DecodedToken, app: JudgedApp): boolean | undefined {
  if (wish.by === 'none') return undefined;
  const claim =
    wish.by === 'client-id' ? token.clientId : wish.by === 'object-id' ? token.principalId : token.resourceId;
  if (claim !== undefined && wish.by === 'resource-id' && sameArmId(claim, wish.value)) return true;
  if (claim !== undefined && wish.by !== 'resource-id') return sameId(claim, wish.value);
  const answered = answererOf(token, app);
  if (answered.kind === 'unknown') return undefined;
  const wished = wishedIdentity(wish, app);
  return wished !== undefined && sameText(wished.words, answered.words);
}

function systemWords(app: string): IdentityWords {
  return {
    words: say("the system-assigned identity of '{0}'", app),
    subject: say("The system-assigned identity of '{0}'", app),
  };
}

function userAssignedWords(name: string): IdentityWords {
  return {
    words: say("the user-assigned identity '{0}'", name),
    subject: say("The user-assigned identity '{0}'", name),
  };
}

function strangerWords({ resourceId, clientId, principalId = '' }: DecodedToken): IdentityWords {
  if (resourceId !== undefined) {
    const name = nameOf(resourceId);
    return { words: say("the identity of '{0}'", name), subject: say("The identity of '{0}'", name) };
  }
  if (clientId !== undefined)
    return {
      words: say('an identity with client ID {0}', clientId),
      subject: say('An identity with client ID {0}', clientId),
    };
  return {
    words: say('an identity with principal ID {0}', principalId),
    subject: say('An identity with principal ID {0}', principalId),
  };
}
