import type { Span } from '../source/span';
import { plainName } from './plain-name';

const secretNames = ['password', 'passwd', 'pwd', 'secret', 'accountkey', 'accesskey', 'apikey', 'sastoken'];

/** What a file holds in which something may have such a name, or a signature; lower case, as rules search for it. */
export const secretLiterals: readonly string[] = [
  ...['password', 'passwd', 'pwd', 'secret', 'accountkey', 'account_key', 'account-key', 'accesskey'],
  ...[
    'access_key',
    'access-key',
    'apikey',
    'api_key',
    'api-key',
    'sastoken',
    'sas_token',
    'sas-token',
    'sig=',
  ],
];

/** Whether what has this name is a secret: `AZURE_CLIENT_SECRET`, `db-password`. */
export function isSecretName(name: string): boolean {
  const plain = plainName(name);
  return secretNames.some((one) => plain.endsWith(one));
}

/** Keys that every copy of the Azurite and Cosmos DB emulators has: published, so not secret. */
const emulatorKeys = [
  'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==',
  'C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqMsEcaGQy67XIw/Jw==',
];

/** What people write where a secret will stand, in lower case. */
const stoppers = [
  ...[
    'xxx',
    '***',
    '...',
    '…',
    '%s',
    'your-',
    'your_',
    'yourp',
    'yours',
    'yourk',
    'changeme',
    'change-me',
    'changeit',
  ],
  ...[
    'change_me',
    'fake',
    'dummy',
    'test',
    'example',
    'sample',
    'placeholder',
    'redacted',
    'replace',
    'todo',
  ],
];

/** The name of the thing in place of the thing, and words that mean nothing is there. */
const noValue =
  /^(?:my[-_ ]?)?(?:true|false|yes|no|on|off|enabled|disabled|null|none|nil|n\/?a|not[-_ ]?set|unset|undefined|(?:client|account|access|shared)?[-_ ]?(?:secret|password|key|token|connection[-_ ]?string|value))$/i;

/** What databases on a developer's machine and in tests are opened with, everywhere. */
const wellKnown = new Set(['postgres', 'root', 'admin', 'sa', 'guest', 'mysql', 'petclinic', 'password1']);

/** Templates that are filled elsewhere, and values that are encrypted where they stand. */
const wrapped: readonly (readonly [string, string])[] = [
  ['#{', '}'],
  ['#{', '}#'],
  ['__', '__'],
  ['@', '@'],
  ['@Microsoft.KeyVault(', ')'],
  ['{', '}'],
  ['<', '>'],
  ['[', ']'],
  ['ENC(', ')'],
  ['{cipher}', ''],
  ['%', '%'],
  ['$', ''],
];

const localHost = /127\.0\.0\.1|localhost|usedevelopmentemulator=true|devstoreaccount1/i;

/**
 * Whether a literal that stands where a secret belongs is one, and not a placeholder, a reference, a name or the key
 * of an emulator. Of `${NAME:default}` the default is judged. In doubt it is none: a false alarm costs more.
 */
export function looksLikeSecret(value: string): boolean {
  const literal = literalOf(value.trim());
  if (literal === '' || noValue.test(literal) || isOneCharacter(literal)) return false;
  if (wellKnown.has(literal.toLowerCase())) return false;
  if (wrapped.some(([open, close]) => literal.startsWith(open) && literal.endsWith(close))) return false;
  // A reference within text: what the whole is, is not known. `<...>` within text is a gap to be filled.
  if (literal.includes('${') || literal.includes('{{') || /<[^<>]+>/.test(literal)) return false;
  if (emulatorKeys.includes(literal) || localHost.test(literal)) return false;
  const lower = literal.toLowerCase();
  return !stoppers.some((stopper) => lower.includes(stopper));
}

/** The default of `${NAME:default}`, to any depth; other values are themselves, references without default empty. */
function literalOf(value: string): string {
  let literal = value;
  while (literal.startsWith('${') && literal.endsWith('}') && !literal.startsWith('${{')) {
    const colon = literal.indexOf(':');
    if (colon < 0) return '';
    // Shells write `${NAME:-default}`.
    literal = literal.slice(literal[colon + 1] === '-' ? colon + 2 : colon + 1, -1).trim();
  }
  return literal;
}

function isOneCharacter(text: string): boolean {
  return text.split('').every((character) => character === text[0]);
}

/** Names whose value is a secret within connection strings, SAS URLs and JDBC URLs. */
const named =
  /(?:^|[;?&"'\s])(accountkey|sharedaccesskey|sharedaccesssignature|sig|secret|password|pwd)\s*=\s*/gi;

/** What the rest of the text must have for a name that other texts use as well. */
const onlyBeside: Readonly<Record<string, RegExp>> = {
  sig: /[?&]s[vre]=/i,
  secret: /azconfig\./i,
  password: /\.database\.(?:azure\.com|windows\.net)|\.redis\.cache\.windows\.net/i,
  pwd: /\.database\.(?:azure\.com|windows\.net)/i,
};

/**
 * Where in a text (a connection string, a URL with a shared access signature, a JDBC URL of an Azure database) a
 * secret stands in clear: the secret alone, without its name. `undefined` when there is none, or a placeholder.
 */
export function secretInText(value: string): Span | undefined {
  if (localHost.test(value)) return undefined;
  for (const match of value.matchAll(named)) {
    const name = (match[1] ?? '').toLowerCase();
    if (onlyBeside[name]?.test(value) === false) continue;
    const start = match.index + match[0].length;
    const end = endOfValue(value, start, name);
    if (looksLikeSecret(value.slice(start, end))) return { start, end };
  }
  return undefined;
}

function endOfValue(text: string, start: number, name: string): number {
  // A shared access signature is itself a list of `&`-separated parts.
  const enders = name === 'sharedaccesssignature' ? /[;"'\s]/g : /[;&"'\s]/g;
  enders.lastIndex = start;
  return enders.exec(text)?.index ?? text.length;
}
