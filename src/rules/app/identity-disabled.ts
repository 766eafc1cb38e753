import { say } from '../../lifecycle/text';
import { credentialsIn } from './credentials';
import type { AppRule } from '../rule';

/** DefaultAzureCredential does not count: it tries other credentials first, and may not need an identity at all. */
export const identityDisabled: AppRule = {
  id: 'MI006',
  name: 'identity-disabled',
  title: say('Files use a managed identity, and the app has none.'),
  severity: 'warning',
  subject: 'app',
  *check({ app, files }) {
    if (app.identity.type !== 'None') return;
    const places = credentialsIn(files, ({ via }) => via !== 'DefaultAzureCredential');
    if (places.length === 0) return;
    yield {
      at: ['identity'],
      message: say(
        "'{0}' has no managed identity, and its files ask for tokens of one: they get an error instead.",
        app.name,
      ),
      related: places.slice(0, 5).map(({ path, credential }) => ({
        path,
        span: credential.span,
        message: say('a token is asked for here'),
      })),
      fixes: [
        {
          kind: 'live',
          title: say('Enable the system-assigned identity...'),
          action: 'enableSystemAssigned',
        },
        { kind: 'live', title: say('Assign a user-assigned identity...'), action: 'assignUserAssigned' },
      ],
    };
  },
};
