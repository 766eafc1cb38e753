import { say, sentences } from '../../../lifecycle/text';
import { managementKinds } from './management-kinds';
import type { Tell } from './meaning';
import { identityWords, mayNot, targetWords } from './names';
import { storeKinds } from './store-kinds';
import { undecided } from './undecided-kinds';
import { compareIds, nameOne, wrongIdentityMaybe, justGranted } from './steps';

/** Kinds that say more than their cause. */
export const byKind: Readonly<Record<string, Tell>> = {
  'mi.imds-400': ({ target }) => ({
    what: say(
      'The token endpoint answered 400: the identity that the code asks for is not assigned to the app, or several are and none is named. It is not a fault of the network, whatever the words say. The token was for {0}.',
      targetWords(target),
    ),
    steps: [compareIds, nameOne],
  }),
  'mi.msal-400': ({ target }) => ({
    what: say(
      'The token endpoint answered 400. The library says "has not been assigned" of every such answer; the token was for {0}.',
      targetWords(target),
    ),
    steps: [
      say('Look for "Error Code" or "Content" near this line: the body tells which of the reasons it is.'),
      compareIds,
    ],
  }),
  'kv.policy': ({ identity, target, permission }) => ({
    what:
      permission === undefined
        ? say(
            'The access policies of {1} do not let {0} do this.',
            identityWords(identity),
            targetWords(target),
          )
        : say(
            "{0} has no '{1}' permission in the access policies of {2}.",
            identityWords(identity),
            permission,
            targetWords(target),
          ),
    steps: [
      say(
        'Add the permission to the access policy of that principal ID. A property source of Spring wants both get and list.',
      ),
      say('The vault works with access policies: a role assignment has no effect on its data.'),
    ],
  }),
  'kv.policy-no-entry': ({ identity, target }) => ({
    what: say('No access policy of {1} is for {0}.', identityWords(identity), targetWords(target)),
    steps: [
      say(
        'Add a policy for that principal ID (object ID). One with the client ID or with the object ID of an app registration has no effect.',
      ),
    ],
  }),
  'storage.network': ({ target }) => ({
    what: say(
      '{0} refuses where the request comes from: a network rule or a private endpoint. It is not a missing role.',
      targetWords(target),
    ),
    steps: [
      say(
        'Look at the networking page of the account: let the subnet or the outbound address of the app in.',
      ),
      say('A condition on a role assignment that is not met may answer the same.'),
    ],
  }),
  'storage.head-403': ({ target }) => ({
    what: say(
      '{0} refused a request whose answer has no body, so the text does not tell why.',
      targetWords(target),
    ),
    steps: [
      say(
        "Read the header 'x-ms-error-code': AuthorizationPermissionMismatch is a missing role, AuthorizationFailure the network.",
      ),
    ],
  }),
  'amqp.claim': ({ target, permission }) => ({
    what:
      permission === undefined
        ? say('The identity lacks a claim at {0}. The text does not name the identity.', targetWords(target))
        : say(
            "The identity lacks '{0}' at {1}. The text does not name the identity.",
            permission,
            targetWords(target),
          ),
    steps: [
      say(
        "'Listen' is what a Data Receiver role gives, 'Send' a Data Sender role, 'Manage' the Data Owner role.",
      ),
      // Service Bus has no consumer groups.
      ...(target?.startsWith('servicebus:') === true
        ? []
        : [
            say(
              'A role given at a consumer group may not be enough for the Java client: give it at the hub or the namespace.',
            ),
          ]),
      wrongIdentityMaybe,
      justGranted,
    ],
  }),
  'amqp.network': ({ target, cause }) => ({
    what:
      cause === 'ambiguous'
        ? say(
            '{0} refused, and the text does not tell whether it is the network or a role.',
            targetWords(target),
          )
        : say(
            '{0} refuses the address the request comes from. Despite its status 401 this is the network, not a role.',
            targetWords(target),
          ),
    steps: [
      say(
        'Look at the networking page of the namespace before anything else: granting a role changes nothing here.',
      ),
    ],
  }),
  'appconfig.forbidden': ({ target }) => ({
    what: say("{0} refused to give data. An empty body is its usual form of 'no role'.", targetWords(target)),
    steps: [
      say("The identity needs 'App Configuration Data Reader': Contributor and Reader give no data."),
      wrongIdentityMaybe,
      justGranted,
    ],
  }),
  'cosmos.rbac': (told) => ({
    what: mayNot(told),
    steps: [
      say(
        "Give it a data-plane role of Cosmos DB itself, such as 'Cosmos DB Built-in Data Contributor': roles of Azure do not count for data.",
      ),
      say('readMetadata is asked for at the account: an assignment at a database only is too narrow for it.'),
      wrongIdentityMaybe,
      justGranted,
    ],
  }),
  'openai.permission': ({ identity, permission }) => ({
    what:
      permission === undefined
        ? say(
            '{0} lacks a role. Despite its status 401 this is no fault of the token.',
            identityWords(identity),
          )
        : say(
            "{0} lacks the data action '{1}'. Despite its status 401 this is a missing role.",
            identityWords(identity),
            permission,
          ),
    steps: [say("Give it 'Cognitive Services OpenAI User' at the resource."), justGranted],
  }),
  'startup.arm-lookup': (told) => ({
    what: sentences(
      say('At start-up Spring Cloud Azure asks Azure Resource Manager for keys.'),
      mayNot(told),
    ),
    steps: [
      say(
        "Remove 'spring.cloud.azure.profile.subscription-id' and the 'resource.resource-group' beside it: with an identity no keys are needed. Granting Contributor would only hide that.",
      ),
    ],
  }),
  'rbac.update-not-permitted': () => ({
    what: say(
      'A role assignment of that name exists for another principal: usually an identity that was made anew, which gave it a new principal ID.',
    ),
    steps: [
      say(
        "Delete the old assignment (it shows 'Identity not found'), and put the principal ID into the name's guid(...).",
      ),
    ],
  }),
  ...managementKinds,
  ...storeKinds,
  ...undecided,
  'asa.112404': () => ({
    what: say('The app did not start; the text does not tell why.'),
    steps: [
      say('Read the log of the app: a token or a vault that is refused at start-up is a usual first cause.'),
      say(
        'If identities were changed: that change may have succeeded although the deployment did not. Look before repeating it.',
      ),
    ],
  }),
};
