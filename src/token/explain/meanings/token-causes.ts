import { say } from '../../../lifecycle/text';
import type { Cause } from '../refusal';
import type { Tell } from './meaning';
import { audienceWords, identityWords, targetWords } from './names';
import { compareIds, nameOne } from './steps';

/** Causes on the way to a token. */
export const tokenCauses = {
  'identity-not-assigned': ({ identity, target }) => ({
    what:
      identity === undefined
        ? say(
            'A token for {0} was asked for, and the identity that was asked is not one of the app.',
            targetWords(target),
          )
        : say(
            'A token for {1} was asked for, and {0} is not an identity of the app.',
            identityWords(identity),
            targetWords(target),
          ),
    steps: [
      compareIds,
      say('If the app has no identity, turn one on. After that new tokens may take some minutes.'),
    ],
  }),
  'wrong-client-id': ({ identity }) => ({
    what: say(
      '{0} was given as client ID, and cannot be one: a client ID is a GUID.',
      identityWords(identity),
    ),
    steps: [
      say(
        'Give the client ID (application ID) of the identity: not its name, its resource ID or its principal ID.',
      ),
    ],
  }),
  'identity-ambiguous': () => ({
    what: say('The app has several user-assigned identities, and the request names none.'),
    steps: [nameOne],
  }),
  'no-system-identity': () => ({
    what: say('The request names no identity, and the app has no system-assigned one.'),
    steps: [nameOne, say('Or turn the system-assigned identity on.')],
  }),
  'wrong-identity': ({ identity }) => ({
    what: say('The token was of {0}, which is not the one meant.', identityWords(identity)),
    steps: [nameOne],
  }),
  'endpoint-unreachable': () => ({
    what: say('Nothing answered at the token endpoint.'),
    steps: [
      say("On a developer's machine there is none: sign in with the Azure CLI there."),
      say(
        'On Container Apps, App Service and Functions a library that does not see IDENTITY_ENDPOINT asks at the wrong address.',
      ),
      say('A proxy or a network policy on the way: the endpoint must be exempt (NO_PROXY).'),
    ],
  }),
  'endpoint-not-ready': () => ({
    what: say('The token endpoint was not up yet: usual in the first seconds of an instance.'),
    steps: [say('Retry with growing pauses; what is read at start-up then fails once and works.')],
  }),
  'endpoint-transient': () => ({
    what: say('The token endpoint had a passing fault, or was asked too often.'),
    steps: [
      say(
        'Wait and retry; keep one credential, which keeps its tokens, instead of making one for each call.',
      ),
    ],
  }),
  'endpoint-secret': () => ({
    what: say('The request to the token endpoint did not carry the secret of its instance.'),
    steps: [say('Read IDENTITY_HEADER when asking: its value changes. Better let the library ask.')],
  }),
  'endpoint-wrong-host': () => ({
    what: say('The address of virtual machines was asked on a host that has IDENTITY_ENDPOINT.'),
    steps: [say('Use a current azure-identity, which chooses by itself.')],
  }),
  'not-supported-here': () => ({
    what: say('This kind of host does not take the name of an identity in the request.'),
    steps: [say('Remove the client ID from the settings of this host.')],
  }),
  'sdk-config': () => ({
    what: say(
      'The library is not set up for an identity: a variable, a setting or a dependency is missing or in the way.',
    ),
    steps: [
      say(
        'Read the message: it names what is missing. In a chain of credentials only the member for managed identities counts.',
      ),
    ],
  }),
  'library-bug': () => ({
    what: say('A known fault of a library version puts a client ID where the tenant belongs.'),
    steps: [
      say(
        "Set 'spring.cloud.azure.profile.tenant-id', or take 'managed-identity-enabled' away where workload identity signs in.",
      ),
    ],
  }),
  'wrong-resource': ({ target }) => ({
    what: say('A token was asked for something that is no valid audience: {0}.', audienceWords(target)),
    steps: [
      say(
        "Check the scope: right cloud, no doubled slash, '/.default' at its end for v2 and not in 'resource' for v1. An API of your own must be known in the tenant.",
      ),
    ],
  }),
  'fic-missing': ({ identity }) => ({
    what:
      identity === undefined
        ? say(
            'The identity that was asked for has no federated credential whose issuer, subject and audience are those of the token that was shown.',
          )
        : say(
            'The identity that was asked for has no federated credential for the subject {0}, with the issuer and audience of the token that was shown.',
            identityWords(identity),
          ),
    steps: [
      say(
        'Compare issuer, subject and audience in the message with the federated credentials of the identity: each must be the same to the letter, a slash at the end included.',
      ),
      say('If the credential was made within the last minutes it may not be in force yet: try again.'),
    ],
  }),
  'fic-issuer': () => ({
    what: say("No federated credential names this cluster's issuer."),
    steps: [say('A cluster made anew has a new issuer; a slash at the end counts.')],
  }),
  'fic-subject': ({ identity }) => ({
    what: say('No federated credential names this subject: {0}.', identityWords(identity)),
    steps: [say('The subject is system:serviceaccount:<namespace>:<account>; upper and lower case count.')],
  }),
  'fic-audience': () => ({
    what: say('The audience of the federated credential does not fit.'),
    steps: [say('It must be api://AzureADTokenExchange in the public cloud.')],
  }),
  'assertion-expired': () => ({
    what: say('The assertion was outside of its time.'),
    steps: [say('Read the projected token anew for each request, and check the clock.')],
  }),
  'idp-unreachable': () => ({
    what: say("Microsoft Entra ID cannot reach the cluster's issuer."),
    steps: [say('The issuer and its keys must be public.')],
  }),
  'app-not-found': ({ identity }) => ({
    what: say('{0} is not known in the tenant that was asked.', identityWords(identity)),
    steps: [
      say(
        'Is it a client ID (not a principal ID)? Is it the right tenant? An identity that was deleted and made again has a new client ID.',
      ),
    ],
  }),
  'app-disabled': ({ identity }) => ({
    what: say('{0} is disabled in its tenant.', identityWords(identity)),
    steps: [say('An administrator of the tenant can enable it.')],
  }),
  'tenant-not-found': () => ({
    what: say('The tenant was not found.'),
    steps: [
      say(
        'Look for a placeholder that was not replaced, a blank or a quote, or the login host of another cloud.',
      ),
    ],
  }),
  'secret-invalid': () => ({
    what: say('A client secret was sent, and is wrong. An identity of the app was not asked.'),
    steps: [
      say('Remove AZURE_CLIENT_SECRET and the settings of the secret: they win over the managed identity.'),
    ],
  }),
  'secret-expired': () => ({
    what: say('The client secret has expired.'),
    steps: [say('Remove it and use the managed identity, which has none.')],
  }),
  'flow-mismatch': () => ({
    what: say(
      'This sign-in is not that of a managed identity: a user, a password or a kind of assertion that is not allowed.',
    ),
    steps: [say("Look for 'spring.cloud.azure.credential.username' and the like.")],
  }),
  'ca-blocked': () => ({
    what: say('Conditional Access blocked the sign-in.'),
    steps: [say('Its policies do not reach managed identities: a client secret or a person signed in here.')],
  }),
  'app-role-required': ({ identity }) => ({
    what: say(
      'The target API lets in only who has an app role there, and {0} has none.',
      identityWords(identity),
    ),
    steps: [say("Give the identity's service principal an app role of that API.")],
  }),
} satisfies Readonly<Partial<Record<Cause, Tell>>>;
