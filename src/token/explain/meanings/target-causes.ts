import { say } from '../../../lifecycle/text';
import type { Cause } from '../refusal';
import { leastRoleWords } from './least-role-words';
import type { Tell } from './meaning';
import { database, identityWords, mayNot, targetOr, targetWords } from './names';
import { ifOfAzure, justGranted, networkFirst, wrongIdentityMaybe } from './steps';

/** Causes at the target, and in managing identities. */
export const targetCauses = {
  'role-missing': (told) => ({
    what: mayNot(told),
    steps: [leastRoleWords(told), wrongIdentityMaybe, justGranted],
  }),
  'assignment-scope': ({ target }) => ({
    what: say('The role is given too narrowly for what the client asks at {0}.', targetWords(target)),
    steps: [say('Give it one level higher.')],
  }),
  'policy-missing': ({ target }) => ({
    what: say('An access policy is missing at {0}.', targetWords(target)),
    steps: [],
  }),
  network: ({ target }) => ({
    what: say('{0} refuses where the request comes from. No role changes that.', targetWords(target)),
    steps: [
      say(
        'Let the outbound addresses or the subnet of the app in, or give the target a private endpoint with its DNS zone. Azure Spring Apps and Container Apps are not among the trusted services.',
      ),
      networkFirst,
    ],
  }),
  'wrong-audience': ({ target }) => ({
    what: say('The token is for another audience than {0} takes.', targetWords(target)),
    steps: [say('Ask with the scope of the target; the clouds differ, and a slash at the end may count.')],
  }),
  'wrong-tenant': ({ target }) => ({
    what: say('The token is of another tenant than {0} trusts.', targetWords(target)),
    steps: [say('Compare the tenants in the text: the identity must be of the tenant of the target.')],
  }),
  'token-expired': () => ({
    what: say('The token had expired.'),
    steps: [
      say('Do not keep tokens yourself; let pools renew connections before an hour, and update the driver.'),
    ],
  }),
  'token-missing': ({ target }) => ({
    what: say('No token reached {0}.', targetWords(target)),
    steps: [
      ...ifOfAzure(target),
      say(
        'Turn on sign-in without passwords, and add the starter or the plugin of the driver that brings the token.',
      ),
    ],
  }),
  'token-invalid': () => ({ what: say('The token was not accepted.'), steps: [say('Fetch a new one.')] }),
  'local-auth-used': ({ target }) => ({
    what: say(
      'The app still sends a key, password or connection string, and {0} takes none.',
      targetWords(target),
    ),
    steps: [say('Remove it from the settings: then the identity is used, and its role counts.')],
  }),
  'db-user-missing': ({ identity, target }) => ({
    what: say('{1} knows no user for {0}.', identityWords(identity), targetOr(database, target)),
    steps: [
      say(
        'Make the database user for the identity, in that very database. An identity that was turned off and on again is a new one.',
      ),
      say('Check that the address names the database.'),
    ],
  }),
  'db-user-mismatch': ({ identity }) => ({
    what: say(
      'The database user {0} belongs to another kind of principal than the token.',
      identityWords(identity),
    ),
    steps: [say("Use the identity's own database user: usually its name.")],
  }),
  'db-user-wrong-id': ({ identity }) => ({
    what: say(
      'The database user of {0} was made with another ID than the token has.',
      identityWords(identity),
    ),
    steps: [
      say(
        'Make it again with the ID that this database wants: MySQL the client ID, PostgreSQL the principal ID.',
      ),
    ],
  }),
  'db-auth-off': ({ target }) => ({
    what: say('{0} takes no tokens of Microsoft Entra ID.', targetWords(target)),
    steps: [say('Set an administrator of Microsoft Entra ID on the server.')],
  }),
  'control-plane-op': ({ target }) => ({
    what: say(
      'No token can do this at {0}: making databases and containers is not an operation on data.',
      targetWords(target),
    ),
    steps: [say('Make it beforehand, with a template or the CLI, and let the app not create it.')],
  }),
  'principal-not-replicated': ({ identity }) => ({
    what: say('{0} is not known to the directory yet, or not there.', identityWords(identity)),
    steps: [
      say(
        'For one just made: set the principal type to ServicePrincipal and try again after half a minute. A client ID in place of the principal ID answers the same.',
      ),
    ],
  }),
  'assignment-exists': () => ({
    what: say('The role assignment exists already, under another name. Nothing is missing.'),
    steps: [],
  }),
  'assignment-stale': () => ({ what: say('The role assignment is for a principal of the past.'), steps: [] }),
  'principal-type': ({ identity }) => ({
    what: say('{0} is of another type than was said.', identityWords(identity)),
    steps: [say('A managed identity is a ServicePrincipal.')],
  }),
  'grantor-lacks-right': (told) => ({
    what: mayNot(told),
    steps: [
      say(
        "To assign an identity: 'Managed Identity Operator' at the identity. To give roles: 'Role Based Access Control Administrator' at the scope. Or let somebody do it who may.",
      ),
    ],
  }),
  'identity-gone': ({ identity }) => ({
    what: say('{0} does not exist any more, and is still assigned.', identityWords(identity)),
    steps: [say('Take it off the app; one made again under the same name is a new identity.')],
  }),
  'bad-request-shape': () => ({
    what: say('The identities in the request have the wrong form.'),
    steps: [
      say(
        'User-assigned identities are given as {id: {}}, and only with a type that has user-assigned ones.',
      ),
    ],
  }),
  busy: () => ({
    what: say('Another change is under way, or too many were asked for.'),
    steps: [say('Wait until it is over, and try again.')],
  }),
  'chicken-egg': () => ({
    what: say('The system-assigned identity comes into being with the app, and is needed before.'),
    steps: [say('Use a user-assigned identity that has its roles beforehand.')],
  }),
  quota: () => ({
    what: say('A limit is reached.'),
    steps: [say('Delete role assignments of identities that are gone.')],
  }),
  'startup-cascade': () => ({
    what: say('The app did not start, and only the outermost message is readable.'),
    steps: [say("Look for the first 'Caused by' further down, and explain that.")],
  }),
  ambiguous: ({ identity, target }) => ({
    what: say(
      '{0} was refused at {1}, and the text does not tell why.',
      identityWords(identity),
      targetWords(target),
    ),
    steps: [say("Look at the lines around, above all the last 'Caused by' and the body of the answer.")],
  }),
} satisfies Readonly<Partial<Record<Cause, Tell>>>;
