import { heldIdentities, sameId } from '../../estate/held-identity';
import { allApps, type FoundApp } from '../../estate/lookup';
import type { EstateSnapshot } from '../../estate/frozen/snapshot';
import { counted, say, type Text } from '../../lifecycle/text';
import type { DecodedToken } from '../decode/decode-token';
import type { Verdict, VerdictLevel } from './verdict';

/** Whose token this is, as far as the token says and the apps that were read tell; and whether it is signed at all. */
export function judgeOwner(token: DecodedToken, snapshot: EstateSnapshot): readonly Verdict[] {
  return [signature(token), owner(token, snapshot)].filter((verdict) => verdict !== undefined);
}

function signature({ header }: DecodedToken): Verdict | undefined {
  const algorithm = header['alg'];
  if (typeof algorithm === 'string' && algorithm.toLowerCase() !== 'none') return undefined;
  return verdict('error', say('It is not signed: no service takes it, and anybody may have written it.'));
}

function owner(token: DecodedToken, snapshot: EstateSnapshot): Verdict {
  if (isOfUser(token))
    return verdict(
      'warning',
      say(
        'It is a token of a person, not of an identity of an app: what it opens says nothing about the app.',
      ),
    );
  const { principalId } = token;
  const held = [...allApps(snapshot)].flatMap((found) => holding(found, principalId));
  const [first] = held;
  if (first === undefined)
    return verdict(
      'info',
      principalId === undefined
        ? say('It names no principal, so whose it is cannot be told.')
        : say('It is of principal {0}, which is no identity of the apps read so far.', principalId),
    );
  const apps = held.map(({ app }) => `'${app}'`).join(', ');
  return verdict(
    'good',
    first.kind === 'system'
      ? say('It is of the system-assigned identity of {0}.', apps)
      : counted(
          held.length,
          "It is of the user-assigned identity '{1}', which {2} uses.",
          "It is of the user-assigned identity '{1}', which {2} use.",
          first.name,
          apps,
        ),
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

function verdict(level: VerdictLevel, sentence: Text): Verdict {
  return { topic: 'identity', level, sentence, remedies: [] };
}
