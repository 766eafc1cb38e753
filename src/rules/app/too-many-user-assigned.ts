import { maxUserAssigned } from '../../estate/app-identity';
import type { AppRule } from '../rule';

/** How many are left when it is time to say so. */
const warnFrom = maxUserAssigned - 2;

export const tooManyUserAssigned: AppRule = {
  id: 'MI002',
  name: 'too-many-user-assigned',
  title: 'The app is at, near or over the limit of user-assigned identities.',
  severity: 'warning',
  subject: 'app',
  *check({ app }) {
    const count = app.identity.userAssigned.length;
    if (count < warnFrom) return;
    const over = count > maxUserAssigned;
    yield {
      at: ['identity', 'userAssignedIdentities'],
      ...(over && { severity: 'error' }),
      message: `'${app.name}' has ${count} user-assigned identities; Azure Spring Apps allows ${maxUserAssigned} an app.`,
      fixes: [{ kind: 'live', title: 'Remove user-assigned identities...', action: 'removeUserAssigned' }],
    };
  },
};
