import { say } from '../../lifecycle/text';
import type { SubjectRule } from '../rule';
import { credentialSettings, homesFrom, mayHave } from './credential-block';
import { propertySpan } from './edits';

/** A hint: the tenant may come from the environment. */
export const secretWithoutTenant: SubjectRule<'spring'> = {
  id: 'MI204',
  name: 'secret-without-tenant',
  title: say('A client secret has no effect without a tenant ID.'),
  severity: 'hint',
  subject: 'spring',
  literals: ['secret'],
  *check(config, { settings }) {
    for (const place of credentialSettings(config, settings, 'credential.clientsecret')) {
      const { setting, home } = place;
      const has = (key: Parameters<typeof mayHave>[2]) => mayHave(settings, place, key) !== undefined;
      if (setting.property.value === '' || !has('credential.clientid')) continue;
      if (has('profile.tenantid') || has('credential.tokencredentialbeanname')) continue;
      // A tenant at the wrong place is reported for itself.
      if (homesFrom(home).some((one) => settings.mayHold(`${one}.credential.tenantid`, setting).length > 0))
        continue;
      yield {
        span: propertySpan(setting.property),
        message: say(
          'This client secret may have no effect: profile.tenant-id is not set here, and without it the service principal is not used.',
        ),
      };
    }
  },
};
