import { say, sentences, type Text } from '../../lifecycle/text';
import type { TargetFact } from '../fact';
import { placeAt, rolesDecide } from '../../access/access-at';
import { offeredFixes } from '../finding';
import { accessOf, heldBy, labelOf } from '../linked-app';
import type { AppRule, LinkedFile } from '../rule';
import { missingText, shortfallsOf } from '../shut-out';

/** How many of the things that are missing are offered one by one. */
const mostOffers = 3;

/**
 * Only where the role assignments of the identity could all be read and files name what it should reach: an identity may
 * serve something no file names. Access policies of vaults are not roles, so a vault alone makes it a hint.
 */
export const identityWithoutRole: AppRule = {
  id: 'MI003',
  name: 'identity-without-role',
  title: say('An identity of the app has no role at any service that the files name.'),
  severity: 'warning',
  // Roles of groups that an identity is a member of are not read.
  confidence: 'medium',
  subject: 'app',
  *check({ app, files }) {
    const targets = (files ?? [])
      .flatMap(targetsIn)
      .filter(({ target: { service, host } }) => rolesDecide(placeAt(service, host)));
    if (targets.length === 0) return;
    const hosts = [...new Set(targets.map(({ target }) => target.host))];
    const places = [...new Map(targets.map(({ target }) => [target.host, target])).values()];
    const shutOut = heldBy(app)
      .filter(({ principalId }) => principalId !== undefined)
      .map((held) => ({
        held,
        access: targets.map(({ target }) => accessOf(app, held, target)),
        shortfalls: places.flatMap((target) =>
          shortfallsOf([{ held, access: accessOf(app, held, target) }], target),
        ),
      }))
      .filter(({ access }) => access.every(({ answer }) => answer === 'none'));
    if (shutOut.length === 0) return;
    // Whether an access policy lets them in was not read, and no target goes by roles alone.
    const isBlind = shutOut.some(({ access }) => access.every(({ why }) => why === 'policies-unread'));
    const labels = shutOut.map(({ held }) => labelOf(held));
    const args = [capital(few(labels)), app.name, few(hosts)] as const;
    yield {
      at: ['identity'],
      ...(isBlind && { severity: 'hint' }),
      message: sentences(
        saying(labels.length === 1, isBlind, args),
        ...missingText(shutOut.flatMap(({ shortfalls }) => shortfalls)),
      ),
      related: targets.slice(0, 5).map(({ path, target }) => ({
        path,
        span: target.span,
        message: say("'{0}' is named here", target.host),
      })),
      fixes: [
        ...shutOut
          .flatMap(({ shortfalls }) => shortfalls)
          .slice(0, mostOffers)
          .flatMap((shortfall) => offeredFixes({ because: 'no-access', shortfall })),
        { kind: 'live', title: say('Open in Azure Portal'), action: 'openInPortal' },
      ],
    };
  },
};

function saying(isOne: boolean, isBlind: boolean, args: readonly [string, string, string]): Text {
  if (isBlind)
    return isOne
      ? say(
          "{0} of '{1}' has no role for data at {2}: calls are refused with 403, unless an access policy of the vault lets it in.",
          ...args,
        )
      : say(
          "{0} of '{1}' have no role for data at {2}: calls are refused with 403, unless an access policy of the vault lets them in.",
          ...args,
        );
  return isOne
    ? say("{0} of '{1}' has no role for data at {2}: calls are refused with 403.", ...args)
    : say("{0} of '{1}' have no role for data at {2}: calls are refused with 403.", ...args);
}

/** The first three, and how many more there are. */
function few(all: readonly string[]): string {
  return `${all.slice(0, 3).join(', ')}${all.length > 3 ? ` and ${all.length - 3} more` : ''}`;
}

interface TargetPlace {
  readonly path: string;
  readonly target: TargetFact;
}

function targetsIn({ path, facts }: LinkedFile): readonly TargetPlace[] {
  return facts.flatMap((fact) => (fact.kind === 'target' ? [{ path, target: fact }] : []));
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
