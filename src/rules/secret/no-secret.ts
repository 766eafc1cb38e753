import { isSequence, kindsOfCharacters, partsOf } from './words';

/** Words by which people say that something is to stand here, or that nothing does. */
const fillers: ReadonlySet<string> = new Set(
  [
    'your my our their some any put enter insert type fill add set use paste here change changeme changeit replace replaced replaceme',
    'todo tbd tba tbc fixme xxx none null nil undefined unset empty blank missing unknown nothing notset',
    'example examples sample samples demo dummy fake mock stub test tests tester testing placeholder foo bar baz foobar',
    'redacted removed hidden masked mask omitted stripped censored confidential obfuscated sanitized encrypted',
    'generated generate provided provide default defaults injected overridden override',
    'dein deine deinen ihr ihre hier einfügen votre ici tu su aqui uw',
  ].flatMap((line) => line.split(' ')),
);

/** The name of the thing in place of the thing. */
const namesOfSecrets: ReadonlySet<string> = new Set(
  'secret secrets password passwords passwd pass pwd passphrase key keys token tokens credential credentials value string client account access shared connection primary secondary admin user db database api sas storage app super passwort geheim contraseña supersecret mysecret mypassword topsecret'.split(
    ' ',
  ),
);

/** What fillers are glued to: `yourpassword`, `changeme123`, `testsecret`. */
const gluedFiller =
  /^(?:your|change|replace|insert|enter|put|example|sample|dummy|fake|mock|test|placeholder|todo|redacted)|(?:example|sample|dummy|placeholder|changeme|goeshere|redacted|foobar)/i;

const nothingAtAll = /^(?:true|false|yes|no|on|off|enabled|disabled|n\/?a|-+|_+|\.+|\u2026|\?+)$/i;

/** What databases on a developer's machine and in tests are opened with, everywhere. */
const throwAways: ReadonlySet<string> = new Set(
  'postgres postgresql root toor admin administrator sa guest mysql mariadb mongo redis rabbitmq oracle petclinic password1 password123 passw0rd letmein welcome welcome1 qwerty qwerty123 abc123 admin123 root123 sapassword hunter'.split(
    ' ',
  ),
);

/** Templates that are filled elsewhere, and values that are encrypted where they stand. */
const wrapped: readonly (readonly [string, string])[] = [
  ['#{', '}'],
  ['#{', '}#'],
  ['__', '__'],
  ['@', '@'],
  ['~', '~'],
  ['||', '||'],
  ['((', '))'],
  ['%', '%'],
  ['`', '`'],
  ['{', '}'],
  ['<', '>'],
  ['[', ']'],
  ['«', '»'],
  ['ENC(', ')'],
  ['ENC[', ']'],
  ['{cipher}', ''],
  ['{bcrypt}', ''],
  ['{pbkdf2}', ''],
  ['{argon2}', ''],
  ['{scrypt}', ''],
  ['$2a$', ''],
  ['$2b$', ''],
  ['$2y$', ''],
  ['$argon2', ''],
  ['$', ''],
];

/** Whether a text stands for what is put in its place: by a shell, Spring, a pipeline, a template, a vault. */
export function isReference(value: string): boolean {
  if (
    wrapped.some(
      ([open, close]) => value.startsWith(open) && value.endsWith(close) && value.length > open.length,
    )
  )
    return true;
  // A reference within text: what the whole is, is not known.
  if (/\$\{|\$\(|\{\{|#\{|<%|\$\[\[/.test(value)) return true;
  if (
    /^(?:@Microsoft\.KeyVault\(|secretref:|keyvaultref:|keyvault:|akv:|azkv:|>{0,2}vault:|path:|op:\/\/|ssm:|sm:\/\/|arn:|env:|file:|ref\+|!\w+\s)/i.test(
      value,
    )
  )
    return true;
  if (isOfVault(value) || isSealed(value)) return true;
  // An expression of a language that computes it: `var.password`, `data.x.y.z`, `getenv("X")`, `secrets.X`.
  return (
    /^(?:var|local|data|module|each|secrets|env|variables|parameters|vars|steps|outputs)\.[\w.[\]"'-]+$/.test(
      value,
    ) || /^[A-Za-z_][\w.]{0,60}\(.*\)[\w.[\]']{0,60}$/.test(value)
  );
}

/** Where a secret is kept in HashiCorp Vault: `secret/data/orders#password`. */
function isOfVault(value: string): boolean {
  return (
    /^(?:secrets?|kv(?:-?v?[12])?|vault|cubbyhole|database)(?:\/[\w.-]+)+(?:#[\w.-]+)?$/i.test(value) ||
    /^[\w-]+\/data(?:\/[\w.-]+)+(?:#[\w.-]+)?$/i.test(value) ||
    /^[a-z][a-z\d_-]*(?:\/[a-z][a-z\d._-]*)+#[a-z][\w.-]*$/i.test(value)
  );
}

/** What only a cluster can open: two bytes for the length of its key of 512 bytes, the key, and the rest. Also mails that are encrypted. */
function isSealed(value: string): boolean {
  return /^Ag[A-D][A-Za-z\d+/]{300,}={0,2}$/.test(value) || /^-----BEGIN (?:PGP|AGE) /.test(value);
}

/** Whether a text is a pattern that finds secrets, a mask, or a form that is filled in: none of these holds one. */
export function isForm(value: string): boolean {
  return (
    // Regular expressions.
    /\(\?|\[\^|\[(?:A-Z|a-z|0-9|\\w)|\\[wdsSWD][+*{]?|\.[*+]|[\])][+*](?:$|\)|\?|;|&)|\{\d+,\d*\}/.test(
      value,
    ) ||
    // Forms: `%s`, `%1$s`, `{0}`, `{name}`, `[token]`, `<key>`, `:key`.
    /%(?:\d+\$)?[sdvS@](?![\dA-Fa-f])|\{\w{0,40}\}|\[[A-Za-z][\w -]{0,40}\]|<[^<>]{1,80}>|^:\w+$/.test(
      value,
    ) ||
    // Masks, and what was cut off.
    /\*{3}|\u2022{2}|xxx|XXX|\.{3}|\u2026|#{4}|_{4}|-{5}(?!BEGIN)/.test(value)
  );
}

/** Whether people wrote it to say that something is to stand here, or as a value that protects nothing. */
export function isFiller(value: string): boolean {
  const [, round, starred] = /^(?:\(([^()]{1,200})\)|\*([^*]{1,200})\*)$/.exec(value) ?? [];
  return isFillerBare(round ?? starred ?? value);
}

function isFillerBare(value: string): boolean {
  if (nothingAtAll.test(value) || isOneCharacter(value) || throwAways.has(value.toLowerCase())) return true;
  if (gluedFiller.test(value) || isSequence(value)) return true;
  const words = partsOf(value)
    .map((part) => part.toLowerCase())
    .filter((part) => !/^\d+$/.test(part));
  if (words.length === 0) return false;
  const isPlain = /^[\p{L}\s._-]*\d{0,4}$/u.test(value);
  return (
    // Short words come by chance as well, between other characters.
    words.some((word) => word.length > (isPlain ? 1 : 4) && fillers.has(word)) ||
    (isPlain && words.every((word) => namesOfSecrets.has(word)))
  );
}

/** Whether it says where something is, or when, or which: an address, a path, a host, an id, a version, a duration. */
export function isPlace(value: string): boolean {
  return (
    (/^[a-z][a-z\d+.-]{1,20}:\/\/|^jdbc:|^mailto:/i.test(value) &&
      !/[?&]sig=|:\/\/[^/@\s:]+:[^/@\s]+@/.test(value)) ||
    /^(?:[/~@]|\.{1,2}[/\\]|[A-Za-z]:\\|\\\\)/.test(value) ||
    /^(?:\d{1,3}\.){3}\d{1,3}(?:[/:]\d+)?$/.test(value) ||
    /^[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|io|dev|cn|us|de|local|internal|json|ya?ml|txt|pem|pfx|p12|jks|crt|key|env|properties)(?::\d+)?$/i.test(
      value,
    ) ||
    /^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/.test(value) ||
    /^v?\d+(?:\.\d+)+(?:-\w+)?$/.test(value) ||
    // Digests of images and files.
    /^(?:[\w./:-]{1,200}@)?(?:sha(?:1|224|256|384|512)|md5):[\da-f]{16,128}$|^sha(?:256|384|512)-[A-Za-z\d+/]{43,88}={0,2}$/i.test(
      value,
    ) ||
    /^(?:P(?:T?\d+[A-Z])+|\d+(?:ms|s|m|h|d|KB|MB|GB)|\d{4}-\d\d-\d\d.*)$/.test(value)
  );
}

/** Whether it is what people say, or type into a shell: three words or more, and little else. */
export function isSentence(value: string): boolean {
  const parts = value.split(/\s+/);
  const words = parts.filter((part) => /^["'(]?\p{L}[\p{L}'\u2019/-]*["')]?[.,:;!?\u2026]*$/u.test(part));
  // Of languages without blanks between words.
  return (parts.length > 2 && words.length >= parts.length * 0.6) || /\p{Lo}{3}/u.test(value);
}

/** Whether it is what something is called: words joined by the marks of names, or by capitals, a number at their ends. */
export function isName(value: string): boolean {
  return (
    /^[A-Za-z]+\d?(?:[-_.:/](?:[A-Za-z]+\d?|\d{1,2}))+$/.test(value) ||
    /^(?:[A-Z]?[a-z]{2,}|[A-Z]{2,})(?:[A-Z][a-z]+)+\d?$/.test(value)
  );
}

function isOneCharacter(text: string): boolean {
  return new Set(text).size < 3 && (text.length > 2 || kindsOfCharacters(text) === 1);
}
