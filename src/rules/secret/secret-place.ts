import { plainName } from '../plain-name';
import { isLocal } from './local';

/** What is known of the place a value stands in; the more is told, the better it is judged. */
export interface SecretPlace {
  /** What the value is given to: a variable, key, flag or argument. */
  readonly name?: string;
  /** Of the file. `setup.sh.template` and `.env.example` hold what others are to fill in. */
  readonly path?: string;
  /** The value's line with its comment, and the comment above. */
  readonly line?: string;
  /** The whole file: it may start the service itself that the value opens, and throw both away. */
  readonly text?: string;
  /** Images that are started beside what the file starts. */
  readonly images?: readonly string[] | undefined;
}

const azureHost =
  /\.(?:azure|windows)\.(?:com|net)|azmk8s|\baz (?:spring|containerapp|mysql|postgres|sql|webapp)\b/i;

/** Whether the file or the words beside the value say that people are to put their own there. */
export function isToBeFilled({ path = '', line = '' }: SecretPlace): boolean {
  return (
    /(?:^|[-_./])(?:template|example|sample|dist|skeleton)s?(?:[-_./]|$)/i.test(
      path.slice(path.lastIndexOf('/') + 1),
    ) ||
    /\b(?:put|insert|enter|use|set|replace|change|fill)\b.{0,40}\b(?:your|own|this|here|it|value|with)\b|\b(?:change ?me|replace ?me|placeholder|example|dummy|fake)\b/i.test(
      line,
    )
  );
}

/** Whether the file starts a database of its own, as compositions and tests in pipelines do, and names none in Azure. */
export function isThrownAway({ text = '', path = '', name = '', images = [] }: SecretPlace): boolean {
  // Developers keep variables for what runs on their own machine in such files.
  const isEnv = /(?:^|\/)(?:\.env(?:\.[\w.-]+)?|[\w.-]+\.env)$/i.test(path);
  if (isEnv) return !azureHost.test(text) && !/azure/i.test(name);
  if (ofOthers.test(plainName(name))) return false;
  const own =
    /(?:\bimage:\s{0,4}|^[ \t]{0,20}-[ \t]{1,4}(?:name:[ \t]{0,4})?)["']?[\w./-]{0,80}(?:postgres|mysql|mariadb|mssql|redis|mongo|rabbitmq|keycloak|oracle)|docker run .{0,200}(?:postgres|mysql|mariadb|mssql|redis|mongo)|testcontainers|:\/\/(?:localhost|127\.0\.0\.1|host\.docker\.internal)/im;
  return (own.test(text) || images.some((image) => ownImage.test(image))) && !azureHost.test(text);
}

/** Whether it is what an image of a database is told its own password by. */
export function isOfOwnDatabase(name: string): boolean {
  return /^(?:POSTGRES_PASSWORD|(?:MYSQL|MARIADB)_(?:ROOT_)?PASSWORD|(?:MS)?SQL_SA_PASSWORD|(?:MS)?SA_PASSWORD|MONGO_INITDB_ROOT_PASSWORD|RABBITMQ_DEFAULT_PASS|REDIS_PASSWORD|KEYCLOAK_ADMIN_PASSWORD|KC_BOOTSTRAP_ADMIN_PASSWORD)$/.test(
    name,
  );
}

/** What is no password of a database or a broker, whatever else the file starts. */
const ofOthers =
  /registry|^acr|dockerhub|azure|client|apikey|account|subscription|sastoken|storage|cosmos|vault|github|sonar|nexus|artifactory|npm|slack|smtp|webhook/;

const ownImage = /postgres|mysql|mariadb|mssql|redis|mongo|rabbitmq|keycloak|oracle/i;

/** Whether the path is of what runs on the developers' own machines or in a test, and nothing in Azure is named. */
export function isOfDevelopers({ path = '', text = '' }: SecretPlace): boolean {
  return (
    /(?:^|[-_./])(?:local|localhost|dev|devel|development|developer|devcontainer|compose|docker|tests?|testing|it|ci|e2e|integration|sandbox|playground)(?:[-_./]|$)/i.test(
      path,
    ) && !azureHost.test(text)
  );
}

/** What an address is called, and the address. */
const address =
  /(?:url|uri|host|hostname|server|endpoint|address)["']?(?:,?\s{0,60}["']?value["']?)?[ \t]{0,4}[:=][ \t]{0,4}["']?([^\s"',]{1,300})/gi;

/** Whether all addresses of its stem are on the same machine: `DB_HOST=localhost` beside `DB_PASSWORD`. */
export function isForServiceHere({ name = '', text = '' }: SecretPlace): boolean {
  const [, stem = ''] =
    /^(.+?)(?:user|admin|root)?(?:password|passwd|pwd|pass|secret|key)$/.exec(plainName(name)) ?? [];
  if (stem === '') return false;
  let isHere = false;
  for (const { index, 1: value = '' } of text.matchAll(address)) {
    const before =
      text
        .slice(Math.max(index - 80, 0), index)
        .split(/[^\w.-]/)
        .at(-1) ?? '';
    if (plainName(before) !== stem) continue;
    if (!isLocal(value)) return false;
    isHere = true;
  }
  return isHere;
}
