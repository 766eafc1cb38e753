import { say, type Text } from '../../../lifecycle/text';
import type { Tell, Told } from './meaning';
import { identityWords, mayNot } from './names';
import { justGranted, wrongIdentityMaybe } from './steps';

/** Azure Resource Manager and Microsoft Graph, where roles for data count for nothing. */
export const managementKinds: Readonly<Record<string, Tell>> = {
  'arm.authorization': (told) => ({
    what: mayNot(told),
    steps: [
      managementRole(told),
      // A person has no identities to mix up, and is not an app.
      ...(isPerson(told)
        ? []
        : [
            say(
              'An app that only uses data needs no role here: find out why it asks Azure Resource Manager, for keys of a store perhaps.',
            ),
            wrongIdentityMaybe,
          ]),
      justGranted,
    ],
  }),
  'arm.deny': ({ identity }) => ({
    what: say('A deny assignment keeps {0} from it.', identityWords(identity)),
    steps: [
      say(
        'No role outweighs a deny assignment. A managed application or a deployment stack may have made it: change what you want there.',
      ),
    ],
  }),
  'arm.abac': (told) => ({
    what: mayNot(told),
    steps: [
      say(
        'The role that allows it is given under a condition, which this does not meet: it may name the roles and principals that can be given.',
      ),
    ],
  }),
  'graph.denied': ({ identity }) => ({
    what: say('{0} lacks an app role of Microsoft Graph.', identityWords(identity)),
    steps: [
      say(
        'An administrator of the tenant gives the identity that app role: roles of Azure do not count there.',
      ),
      say('A token that was fetched before does not have it: a new one may take up to a day.'),
    ],
  }),
};

function managementRole({ permission }: Told): Text {
  if (permission === undefined) return say('Give it the least role at this scope that allows the action.');
  return /\/read$/i.test(permission)
    ? say("Give it 'Reader' at this scope, or a smaller role that has this action.")
    : say("Give it the least role at this scope that has '{0}' among its actions.", permission);
}

function isPerson({ identity }: Told): boolean {
  return identity?.name?.includes('@') === true;
}
