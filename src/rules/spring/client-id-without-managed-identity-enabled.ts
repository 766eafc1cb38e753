import { say } from '../../lifecycle/text';
import type { SubjectRule } from '../rule';
import {
  credentialProperties,
  effective,
  inherits,
  isComplete,
  type CredentialKey,
} from './credential-block';
import { besideEdit, propertySpan } from './edits';

/** What makes a client ID count: without any of them Spring Cloud Azure ignores it without a word. */
const users: readonly CredentialKey[] = [
  'credential.managedidentityenabled',
  'credential.clientsecret',
  'credential.clientcertificatepath',
  'credential.username',
  'credential.tokencredentialbeanname',
];

export const clientIdWithoutManagedIdentityEnabled: SubjectRule<'spring'> = {
  id: 'MI202',
  name: 'client-id-without-managed-identity-enabled',
  title: 'A client ID is ignored because managed identity is not turned on.',
  severity: 'warning',
  subject: 'spring',
  literals: ['client'],
  *check(config, { text }) {
    if (!isComplete(config)) return;
    const switches = [...credentialProperties(config, 'credential.managedidentityenabled')];
    for (const place of credentialProperties(config, 'credential.clientid')) {
      const { property } = place;
      if (property.value === '' || users.some((key) => effective(config, place, key) !== undefined)) continue;
      // An inner block that is switched on inherits it.
      if (switches.some(({ home }) => inherits(home, place.home))) continue;
      const edit = besideEdit(text, config, property, { last: 'managed-identity-enabled', value: 'true' });
      yield {
        span: propertySpan(property),
        message: say(
          'This client ID is ignored: managed-identity-enabled is not set, so DefaultAzureCredential is used without it.',
        ),
        fixes:
          edit === undefined
            ? []
            : [
                {
                  kind: 'edit',
                  title: say('Add managed-identity-enabled: true'),
                  safe: false,
                  edits: [edit],
                },
              ],
      };
    }
  },
};
