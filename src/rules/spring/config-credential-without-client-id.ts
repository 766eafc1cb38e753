import { say, type Text } from '../../lifecycle/text';
import type { Setting } from '../../source/spring/settings';
import type { CredentialFact } from '../fact';
import type { EditFix, Finding } from '../finding';
import { offeredIdentities, titleOf } from '../offered-identity';
import type { FileContext, SubjectRule } from '../rule';
import { unnamedIdentityLevel } from '../unnamed-identity';
import { besideEdit, propertySpan } from './edits';
import type { TokenRequest } from './token-request';
import { requestsIn } from './token-requests';

/** Silent where any setting that may be in effect at the same time names the identity, whichever file it stands in. */
export const configCredentialWithoutClientId: SubjectRule<'spring'> = {
  id: 'MI201',
  name: 'config-credential-without-client-id',
  title: say('Configuration turns managed identity on and does not say which one.'),
  severity: 'warning',
  subject: 'spring',
  literals: ['identity', 'activedirectorym', 'passwordless', 'azure.keyvault', 'keyvault:', 'msi'],
  *check(config, context) {
    for (const request of requestsIn(config, context.settings))
      if (
        !request.isNamed &&
        !request.isOverruled &&
        (request.isLegacy !== true || context.app !== undefined)
      )
        yield* findingOf(request, context);
  },
};

function* findingOf({ setting, via, isMovable }: TokenRequest, context: FileContext): Generator<Finding> {
  const severity = unnamedIdentityLevel(context.app, via);
  if (severity === undefined) return;
  const isUrl = via === 'jdbc';
  yield {
    span: isUrl ? setting.property.valueSpan : propertySpan(setting.property),
    severity,
    ...(context.app !== undefined && { live: true }),
    message: messageOf(severity === 'warning', via),
    fixes: isUrl || !isMovable ? [] : fixesOf(setting, context),
  };
}

function fixesOf(
  { property, config }: Setting,
  { app, text, targets = [] }: FileContext,
): readonly EditFix[] {
  const fix = (title: Text, value: string): readonly EditFix[] => {
    const edit = besideEdit(text, config, property, { last: 'client-id', value });
    return edit === undefined ? [] : [{ kind: 'edit', title, safe: false, edits: [edit] }];
  };
  const offers = offeredIdentities(app, targets);
  return [
    ...offers.flatMap((offer) => fix(titleOf(offer), offer.identity.clientId)),
    ...fix(say('Name the identity of AZURE_CLIENT_ID'), '${AZURE_CLIENT_ID}'),
  ];
}

function messageOf(isAmbiguous: boolean, via: CredentialFact['via']): Text {
  if (isAmbiguous)
    return say(
      'This names no client ID, and the app has several identities: tokens may be of the wrong one, or be refused.',
    );
  return via === 'DefaultAzureCredential'
    ? say(
        'This connection asks for a token and does not say of which managed identity. It may fail when another identity is assigned to the app.',
      )
    : say(
        'This does not say which managed identity to use. It may fail when another identity is assigned to the app.',
      );
}
