import { credentialsIn } from './credentials';
import type { AppRule } from '../rule';

/** DefaultAzureCredential does not count: it tries other credentials first, and may not need an identity at all. */
export const identityDisabled: AppRule = {
  id: 'MI006',
  name: 'identity-disabled',
  title: 'Files use a managed identity, and the app has none.',
  severity: 'warning',
  subject: 'app',
  *check({ app, files }) {
    if (app.identity.type !== 'None') return;
    const places = credentialsIn(files, ({ via }) => via !== 'DefaultAzureCredential');
    if (places.length === 0) return;
    yield {
      at: ['identity'],
      message: `'${app.name}' has no managed identity, and its files ask for tokens of one: they get an error instead.`,
      related: places.slice(0, 5).map(({ path, credential }) => ({
        path,
        span: credential.span,
        message: 'a token is asked for here',
      })),
      fixes: [
        { kind: 'live', title: 'Enable the system-assigned identity...', action: 'enableSystemAssigned' },
        { kind: 'live', title: 'Assign a user-assigned identity...', action: 'assignUserAssigned' },
      ],
    };
  },
};
