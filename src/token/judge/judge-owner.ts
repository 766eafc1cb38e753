import { heldIdentities, sameId } from '../../estate/held-identity';
import { allApps, type FoundApp } from '../../estate/lookup';
import type { EstateSnapshot } from '../../estate/frozen/snapshot';
import type { DecodedToken } from '../decode/decode-token';
import type { Verdict, VerdictLevel } from './verdict';

/** Whose token this is, as far as the token says and the apps that were read tell; and whether it is signed at all. */
export function judgeOwner(token: DecodedToken, snapshot: EstateSnapshot): readonly Verdict[] {
  return [signature(token), owner(token, snapshot)].filter((verdict) => verdict !== undefined);
}

function signature({ header }: DecodedToken): Verdict | undefined {
  const algorithm = header['alg'];
  if (typeof algorithm === 'string' && algorithm.toLowerCase() !== 'none') return undefined;
  return say('error', 'It is not signed: no service takes it, and anybody may have written it.');
}

function owner(token: DecodedToken, snapshot: EstateSnapshot): Verdict {
  if (isOfUser(token))
    return say(
      'warning',
      'It is a token of a person, not of an identity of an app: what it opens says nothing about the app.',
    );
  const { principalId } = token;
  const held = [...allApps(snapshot)].flatMap((found) => holding(found, principalId));
  const [first] = held;
  if (first === undefined)
    return say(
      'info',
      principalId === undefined
        ? 'It names no principal, so whose it is cannot be told.'
        : `It is of principal ${principalId}, which is no identity of the apps read so far.`,
    );
  const apps = held.map(({ app }) => `'${app}'`).join(', ');
  return say(
    'good',
    first.kind === 'system'
      ? `It is of the system-assigned identity of ${apps}.`
      : `It is of the user-assigned identity '${first.name}', which ${apps} ${held.length === 1 ? 'uses' : 'use'}.`,
  );
}

function holding({ app }: FoundApp, principalId: string | undefined) {
  return heldIdentities(app)
    .filter((one) => sameId(principalId, one.principalId))
    .map(({ kind, name }) => ({ kind, name, app: app.name }));
}

/** `idtyp` where it is there; else claims that only tokens of people have. */
function isOfUser({ identityType, claims }: DecodedToken): boolean {
  if (identityType !== undefined) return identityType === 'user';
  return ['scp', 'upn', 'unique_name', 'preferred_username'].some((name) => typeof claims[name] === 'string');
}

function say(level: VerdictLevel, sentence: string): Verdict {
  return { topic: 'identity', level, sentence, remedies: [] };
}
