import { say, type Text, type Words } from '../../lifecycle/text';
import type { Block } from '../../report/report';
import type { ExplainedClaim } from '../decode/explain-claims';
import { localTime, timeAgo, timeLeft, type TimeStyle } from '../time-words';

/** A token's claims and its header, folded away: they are the evidence, not the verdict. */
export function claimBlocks(
  {
    claims,
    header,
  }: { readonly claims: readonly ExplainedClaim[]; readonly header: readonly ExplainedClaim[] },
  now: number,
  style: TimeStyle,
): readonly Block[] {
  return [...folded(say('Claims'), claims, now, style), ...folded(say('Header'), header, now, style)];
}

function folded(
  title: Text,
  claims: readonly ExplainedClaim[],
  now: number,
  style: TimeStyle,
): readonly Block[] {
  if (claims.length === 0) return [];
  const rows = claims.map((claim) => [claim.name, claimValue(claim, now, style), claim.meaning ?? '']);
  const head = [say('Name'), say('Value'), say('Meaning')];
  return [{ kind: 'folded', title, blocks: [{ kind: 'table', title, head, rows }] }];
}

/** A claim's value in words: a moment in local time and how far it is away. */
function claimValue({ value, moment }: ExplainedClaim, now: number, style: TimeStyle): Words {
  if (moment === undefined) return value;
  const distance = moment > now ? say('in {0}', timeLeft(moment - now)) : timeAgo(now - moment);
  return say('{0} ({1})', localTime(moment, style), distance);
}
