import { say } from '../../lifecycle/text';

import type { AppRule } from '../rule';
import { maxUserAssigned } from '../../hosts/spring/plans';

/** How many are left when it is time to say so. */
const warnFrom = maxUserAssigned - 2;

export const tooManyUserAssigned: AppRule = {
  id: 'MI002',
  name: 'too-many-user-assigned',
  title: say('The app is at, near or over the limit of user-assigned identities.'),
  severity: 'warning',
  subject: 'app',
  *check({ app }) {
    const count = app.identity.userAssigned.length;
    if (count < warnFrom) return;
    const over = count > maxUserAssigned;
    yield {
      at: ['identity', 'userAssignedIdentities'],
      ...(over && { severity: 'error' }),
      message: say(
        "'{0}' has {1} user-assigned identities; Azure Spring Apps allows {2} an app.",
        app.name,
        count,
        maxUserAssigned,
      ),
      fixes: [
        { kind: 'live', title: say('Remove user-assigned identities...'), action: 'removeUserAssigned' },
      ],
    };
  },
};
