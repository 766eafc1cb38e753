import { say } from '../../lifecycle/text';
import type { Settings } from '../../source/spring/settings';
import type { SubjectRule } from '../rule';
import {
  credentialSettings,
  homeOf,
  inherits,
  isForSignIn,
  mayHave,
  type CredentialKey,
  type CredentialSetting,
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
  title: say('A client ID is ignored because managed identity is not turned on.'),
  severity: 'warning',
  subject: 'spring',
  literals: ['client'],
  *check(config, { text, settings }) {
    for (const place of credentialSettings(config, settings, 'credential.clientid')) {
      const { property } = place.setting;
      if (property.value === '' || isUsed(settings, place)) continue;
      const edit = besideEdit(text, config, property, { last: 'managed-identity-enabled', value: 'true' });
      yield {
        span: propertySpan(property),
        // What a config server adds is not known here.
        ...(settings.isOpen && { severity: 'info' }),
        message: settings.isOpen
          ? say(
              'This client ID may be ignored: managed-identity-enabled is set in none of the files here, and without it DefaultAzureCredential is used without this ID.',
            )
          : say(
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

function isUsed(settings: Settings, place: CredentialSetting): boolean {
  return (
    users.some((key) => mayHave(settings, place, key) !== undefined) ||
    isForSignIn(settings, place.setting) ||
    settings.every('credential.managedidentityenabled', place.setting).some(({ key }) => {
      // An inner block that is switched on inherits it.
      const home = homeOf(key, 'credential.managedidentityenabled');
      return home !== undefined && inherits(home, place.home);
    })
  );
}
