import type { Target } from '../../access/target';
import { parseArmId } from '../../estate/ids/arm-id';
import type { DecodedToken } from '../decode/decode-token';
import type { GrantsRead } from '../read-grants';
import type { WhichIdentity } from '../token-wish';
import { answererOf, type JudgedApp } from './answerer';
import { judgeAccess } from './judge-access';
import { judgeAudience, judgeTenant, judgeTime, judgeVersion, type Times } from './judge-claims';
import { judgeIdentity } from './judge-identity';
import type { Verdict } from './verdict';

export interface JudgedToken {
  readonly asked: WhichIdentity;
  readonly target: Target;
  readonly app: JudgedApp;
  readonly token: DecodedToken;
  /** `undefined` when it was not read. */
  readonly access: GrantsRead | undefined;
  readonly times: Times;
}

/** Everything that can be said about a token from the live state; who answered comes first. */
export function judgeToken({ asked, target, app, token, access, times }: JudgedToken): readonly Verdict[] {
  const tenantId = app.identity.tenantId ?? app.tenantId;
  const principalName = principalNameOf(token, app);
  return [
    judgeIdentity(asked, token, app),
    judgeAudience(token, target.resource),
    judgeTenant(token, tenantId),
    ...judgeTime(token, times),
    ...judgeAccess({
      target,
      token,
      access,
      now: times.now,
      ...(principalName !== undefined && { principalName }),
    }),
    judgeVersion(token, target),
  ].filter((verdict) => verdict !== undefined);
}

/** The name a principal has in Entra, which databases create users under: `shop/apps/orders` for a system identity. */
function principalNameOf(token: DecodedToken, app: JudgedApp): string | undefined {
  const answerer = answererOf(token, app);
  if (answerer.kind === 'user-assigned') return answerer.name;
  if (answerer.kind !== 'system') return undefined;
  const names = parseArmId(app.id)?.names;
  return names === undefined ? undefined : `${names[0]}/apps/${app.name}`;
}
