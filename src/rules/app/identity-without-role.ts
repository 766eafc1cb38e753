import { say } from '../../lifecycle/text';
import type { TargetFact } from '../fact';
import { accessAt, principalsOf, rolesDecide } from '../reach';
import type { AppRule, LinkedFile } from '../rule';

/**
 * Only where the role assignments of the identity could all be read and files name what it should reach: an identity may
 * serve something no file names. Access policies of vaults are not roles, so a vault alone makes it a hint.
 */
export const identityWithoutRole: AppRule = {
  id: 'MI003',
  name: 'identity-without-role',
  title: 'An identity of the app has no role at any service that the files name.',
  severity: 'warning',
  subject: 'app',
  *check({ app, files }) {
    const targets = (files ?? []).flatMap(targetsIn).filter(({ target }) => rolesDecide(target));
    if (targets.length === 0) return;
    const hosts = [...new Set(targets.map(({ target }) => target.host))];
    const onlyVaults = targets.every(({ target }) => target.service === 'keyVault');
    const shutOut = principalsOf(app).filter(({ principalId }) =>
      targets.every(({ target }) => accessAt(app, principalId, target) === 'none'),
    );
    if (shutOut.length === 0) return;
    const policies = onlyVaults ? ', unless an access policy of the vault lets them in' : '';
    const labels = shutOut.map(({ label }) => label);
    yield {
      at: ['identity'],
      ...(onlyVaults && { severity: 'hint' }),
      message: say(
        "{0} of '{1}' {2} no role for data at {3}: calls are refused with 403{4}.",
        capital(few(labels)),
        app.name,
        labels.length === 1 ? 'has' : 'have',
        few(hosts),
        policies,
      ),
      related: targets.slice(0, 5).map(({ path, target }) => ({
        path,
        span: target.span,
        message: say("'{0}' is named here", target.host),
      })),
      fixes: [{ kind: 'live', title: say('Open in Azure Portal'), action: 'openInPortal' }],
    };
  },
};

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
