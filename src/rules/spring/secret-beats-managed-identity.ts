import { say } from '../../lifecycle/text';
import type { SubjectRule } from '../rule';
import { credentialProperties, effective, isOn } from './credential-block';
import { deleteEdit, propertySpan } from './edits';

/** Order 1 and 2 of Spring Cloud Azure's resolver come before managed identity, order 4. Within one document only. */
export const secretBeatsManagedIdentity: SubjectRule<'spring'> = {
  id: 'MI203',
  name: 'secret-beats-managed-identity',
  title: 'A client secret is used although managed identity is turned on.',
  severity: 'warning',
  subject: 'spring',
  literals: ['secret'],
  *check(config, { text }) {
    for (const place of credentialProperties(config, 'credential.clientsecret')) {
      const alone = { ...config, documents: [place.document] };
      const on = effective(alone, place, 'credential.managedidentityenabled');
      const isWhole = (['credential.clientid', 'profile.tenantid'] as const).every(
        (key) => effective(alone, place, key) !== undefined,
      );
      if (place.property.value === '' || on === undefined || !isOn(on) || !isWhole) continue;
      const edit = deleteEdit(text, place.property);
      yield {
        span: propertySpan(place.property),
        message: say(
          'With tenant, client ID and secret set, the service principal is used: managed-identity-enabled has no effect.',
        ),
        related: [{ span: propertySpan(on), message: say('managed identity is turned on here') }],
        fixes:
          edit === undefined
            ? []
            : [{ kind: 'edit', title: say('Delete the client secret'), safe: false, edits: [edit] }],
      };
    }
  },
};
