import { say } from '../../../lifecycle/text';
import type { Tell } from './meaning';
import { database, identityWords, mayNot, targetOr, targetWords } from './names';
import { wrongIdentityMaybe } from './steps';

/** Whoever is in, and may not do something inside: grants of a database are its own. */
const withoutGrant: Tell = ({ identity, target, permission }) => ({
  what:
    permission === undefined
      ? say('{0} lacks a grant of {1}.', identityWords(identity), targetOr(database, target))
      : say(
          '{0} lacks a grant of {1}: {2}.',
          identityWords(identity),
          targetOr(database, target),
          permission,
        ),
  steps: [
    say(
      "Whoever owns the database grants it to the identity's database user (GRANT ... TO ...): roles of Azure do not count inside a database.",
    ),
    wrongIdentityMaybe,
  ],
});

const notLookedUp = ({ identity, target }: Parameters<Tell>[0]) =>
  say(
    'No database user was made for {0} at {1}: it could not be looked up in Microsoft Entra ID.',
    identityWords(identity),
    targetWords(target),
  );

/** Databases and caches, which know users and grants of their own. */
export const storeKinds: Readonly<Record<string, Tell>> = {
  'sql.grant': withoutGrant,
  'pg.grant': withoutGrant,
  'mysql.grant': withoutGrant,
  'redis.noperm': (told) => ({
    what: mayNot(told),
    steps: [
      say(
        "Give it an access policy of the cache that allows the command and the keys: 'Data Reader' reads, 'Data Contributor' writes, 'Data Owner' also runs commands that are dangerous, such as KEYS and FLUSHALL. Roles of Azure do not count for data.",
      ),
      wrongIdentityMaybe,
    ],
  }),
  'sql.ext-principal': (told) => ({
    what: notLookedUp(told),
    steps: [
      say(
        'Connect as the administrator of Microsoft Entra ID, with a token: a SQL login may not look it up.',
      ),
      say("The server's own identity needs 'Directory Readers' in Microsoft Entra ID."),
      say('Check the name: a user-assigned identity has its own, a system-assigned one that of its app.'),
    ],
  }),
  'pg.create-principal': ({ identity, target }) => ({
    what: say(
      'No database user was made for {0} at {1}: what was given of it does not fit Microsoft Entra ID.',
      identityWords(identity),
      targetWords(target),
    ),
    steps: [
      say(
        "Connect as an administrator of Microsoft Entra ID, and give 'pgaadauth_create_principal_with_oid' the principal ID and the type 'service'.",
      ),
      say('An identity that was made a moment ago may not be known yet.'),
    ],
  }),
  'mysql.create-user': (told) => ({
    what: notLookedUp(told),
    steps: [
      say(
        "The server's own identity may lack rights in Microsoft Graph: User.Read.All, GroupMember.Read.All and Application.Read.All.",
      ),
      say("MySQL takes the identity's client ID: a principal ID in its place is not found."),
    ],
  }),
};
