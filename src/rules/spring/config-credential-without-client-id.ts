import { say, type Text } from '../../lifecycle/text';
import type { SpringConfig } from '../../source/spring/spring-config';
import type { EditFix, Finding } from '../finding';
import { nameableIdentities, titleOf } from '../linked-app';
import type { FileContext, SubjectRule } from '../rule';
import { unnamedIdentityLevel } from '../unnamed-identity';
import {
  credentialProperties,
  effective,
  isComplete,
  isOn,
  type CredentialProperty,
} from './credential-block';
import { besideEdit, propertySpan } from './edits';
import { msiUrlsIn } from './jdbc-property';

/** Silent in files of a profile: the file they lie over may name the identity. */
export const configCredentialWithoutClientId: SubjectRule<'spring'> = {
  id: 'MI201',
  name: 'config-credential-without-client-id',
  title: 'Configuration turns managed identity on and does not say which one.',
  severity: 'warning',
  subject: 'spring',
  literals: ['identity', 'activedirectorym'],
  *check(config, context) {
    if (!isComplete(config)) return;
    for (const place of credentialProperties(config, 'credential.managedidentityenabled'))
      if (isOn(place.property) && !isNamed(config, place)) yield* finding(config, place, context);
    for (const { property, named } of msiUrlsIn(config)) {
      const severity = unnamedIdentityLevel(context.app, 'jdbc');
      if (named || severity === undefined) continue;
      yield {
        span: property.valueSpan,
        severity,
        ...liveIn(context),
        message: messageOf(severity === 'warning'),
      };
    }
  },
};

function isNamed(config: SpringConfig, place: CredentialProperty): boolean {
  return (
    effective(config, place, 'credential.clientid') !== undefined ||
    effective(config, place, 'credential.tokencredentialbeanname') !== undefined
  );
}

function* finding(config: SpringConfig, place: CredentialProperty, context: FileContext): Generator<Finding> {
  const severity = unnamedIdentityLevel(context.app, 'configuration');
  if (severity === undefined) return;
  const { property } = place;
  const fix = (title: Text, value: string): readonly EditFix[] => {
    const edit = besideEdit(context.text, config, property, { last: 'client-id', value });
    return edit === undefined ? [] : [{ kind: 'edit', title, safe: false, edits: [edit] }];
  };
  const identities = context.app === undefined ? [] : nameableIdentities(context.app);
  yield {
    span: propertySpan(property),
    severity,
    ...liveIn(context),
    message: messageOf(severity === 'warning'),
    fixes: [
      ...identities.flatMap((identity) => fix(titleOf(identity), identity.clientId)),
      ...fix(say('Name the identity of AZURE_CLIENT_ID'), '${AZURE_CLIENT_ID}'),
    ],
  };
}

function liveIn({ app }: FileContext): { readonly live?: true } {
  return app === undefined ? {} : { live: true };
}

function messageOf(isAmbiguous: boolean): Text {
  return isAmbiguous
    ? say(
        'This names no client ID, and the app has several identities: tokens may be of the wrong one, or be refused.',
      )
    : say(
        'This does not say which managed identity to use. It may fail when another identity is assigned to the app.',
      );
}
