import { say } from '../../../lifecycle/text';
import type { Tell } from './meaning';
import { cache, database, identityWords, targetOr, targetWords } from './names';
import { compareIds, ifOfAzure, nameOne } from './steps';

/** Kinds whose text does not decide, and whose usual reasons are known: likeliest first. */
export const undecided: Readonly<Record<string, Tell>> = {
  'mi.java-wrapper': ({ target }) => ({
    what: say(
      'No token was given for {0}. The text is only what the library says of every such failure.',
      targetWords(target),
    ),
    steps: [
      say("Look for a line with '[Managed Identity]', or the last 'Caused by': it holds the reason."),
      compareIds,
      nameOne,
      say("On a developer's machine there is no managed identity: sign in with the Azure CLI there."),
    ],
  }),
  'mysql.denied': ({ identity, target }) => ({
    what: say(
      '{0} was refused at {1}. MySQL answers the same to a user that does not exist, to a token that does not fit the user and to a wrong password.',
      identityWords(identity),
      targetOr(database, target),
    ),
    steps: [
      ...ifOfAzure(target),
      say(
        "Make the database user for the identity, with its client ID: CREATE AADUSER '...' IDENTIFIED BY '...'. An identity that was turned off and on again is a new one.",
      ),
      say(
        'With a password in the settings no token is sent; turn on sign-in without passwords. If it worked for an hour, the token had expired: let the pool renew connections.',
      ),
    ],
  }),
  'pg.role-missing': ({ identity, target }) => ({
    what: say('{1} has no role {0}.', identityWords(identity), targetOr(database, target)),
    steps: [
      ...ifOfAzure(target),
      say(
        "As an administrator of Microsoft Entra ID, make the role for the identity, with its name: select * from pgaadauth_create_principal('...', false, false).",
      ),
      say('Is it the name of the identity? The user name that the app signs in with must be the very one.'),
    ],
  }),
  'pg.password': ({ identity, target }) => ({
    what: say(
      '{0} was refused at {1}. PostgreSQL answers the same to a wrong password, to a token that does not fit the user and to one that has expired.',
      identityWords(identity),
      targetOr(database, target),
    ),
    steps: [
      ...ifOfAzure(target),
      say(
        "Is the user the database user of the identity? As an administrator, 'select * from pgaadauth_list_principals(false)' shows them with their principal IDs.",
      ),
      say(
        'An identity that was turned off and on again has another principal ID than its database user: make the user again.',
      ),
      say(
        'With a password in the settings no token is sent; turn on sign-in without passwords. If it worked for an hour, the token had expired: let the pool renew connections.',
      ),
    ],
  }),
  'redis.wrongpass': ({ target }) => ({
    what: say(
      '{0} did not accept the user or the token: its words are the same for an unknown user, a wrong token and an expired one.',
      targetOr(cache, target),
    ),
    steps: [
      ...ifOfAzure(target),
      say(
        'The user name must be the principal ID (object ID) of the identity: not its name, not its client ID.',
      ),
      say(
        'Give that principal ID an access policy of the cache, and turn on sign-in with Microsoft Entra ID there.',
      ),
      say('If it worked for an hour or a day, the token had expired: use a client that renews it.'),
    ],
  }),
  'kafka.token': ({ target }) => ({
    what: say('{0} did not take the token, and gives no reason.', targetWords(target)),
    steps: [
      say(
        'The token must be for the namespace itself, and of its tenant: compare the scope that the login callback asks for with the bootstrap server.',
      ),
      nameOne,
    ],
  }),
};
