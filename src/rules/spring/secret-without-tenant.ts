import { say } from '../../lifecycle/text';
import type { SubjectRule } from '../rule';
import { credentialProperties, effective, isComplete } from './credential-block';
import { propertySpan } from './edits';

/** A hint: the tenant may come from the environment. */
export const secretWithoutTenant: SubjectRule<'spring'> = {
  id: 'MI204',
  name: 'secret-without-tenant',
  title: 'A client secret has no effect without a tenant ID.',
  severity: 'hint',
  subject: 'spring',
  literals: ['secret'],
  *check(config) {
    if (!isComplete(config)) return;
    for (const place of credentialProperties(config, 'credential.clientsecret')) {
      const has = (key: Parameters<typeof effective>[2]) => effective(config, place, key) !== undefined;
      if (place.property.value === '' || !has('credential.clientid')) continue;
      if (has('profile.tenantid') || has('credential.tokencredentialbeanname')) continue;
      yield {
        span: propertySpan(place.property),
        message: say(
          'This client secret may have no effect: profile.tenant-id is not set here, and without it the service principal is not used.',
        ),
      };
    }
  },
};
