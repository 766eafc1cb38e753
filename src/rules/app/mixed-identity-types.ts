import { say } from '../../lifecycle/text';
import { isMixed } from '../../estate/app-identity';
import type { AppRule } from '../rule';

/** Microsoft advises to use the kinds separately "unless you have a valid use case": a warning that can be silenced. */
export const mixedIdentityTypes: AppRule = {
  id: 'MI001',
  name: 'mixed-identity-types',
  title: say('The app has both system-assigned and user-assigned identities.'),
  severity: 'warning',
  subject: 'app',
  *check({ app }) {
    if (!isMixed(app.identity)) return;
    const count = app.identity.userAssigned.length;
    yield {
      at: ['identity', 'type'],
      message: say(
        "'{0}' has a system-assigned identity and {1} user-assigned. Code that names no client ID may get a token of either kind, and which one may change.",
        app.name,
        count,
      ),
      fixes: [
        {
          kind: 'live',
          title: say('Disable the system-assigned identity...'),
          action: 'disableSystemAssigned',
        },
        { kind: 'live', title: say('Remove user-assigned identities...'), action: 'removeUserAssigned' },
      ],
    };
  },
};
