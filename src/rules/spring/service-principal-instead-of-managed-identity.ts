import { say } from '../../lifecycle/text';
import type { SubjectRule } from '../rule';
import { credentialSettings } from './credential-block';
import { propertySpan } from './edits';

/** Only with a linked app that has an identity to use instead. A secret in clear is MI205's. */
export const servicePrincipalInsteadOfManagedIdentity: SubjectRule<'spring'> = {
  id: 'MI209',
  name: 'service-principal-instead-of-managed-identity',
  title: say('A service principal is used where the app has a managed identity.'),
  severity: 'info',
  subject: 'spring',
  needsApp: true,
  literals: ['secret'],
  *check(config, { app, settings }) {
    if (app === undefined || app.identity.type === 'None') return;
    for (const { setting } of credentialSettings(config, settings, 'credential.clientsecret')) {
      if (!/^\$\{[^}:]+\}$/.test(setting.property.value)) continue;
      yield {
        span: propertySpan(setting.property),
        live: true,
        message: say(
          "This signs in with a client secret, while '{0}' has a managed identity that needs none.",
          app.name,
        ),
      };
    }
  },
};
