import { isGuid } from '../estate/ids/guid';
import type { Span } from '../source/span';
import type { Confidence } from './confidence';
import type { Severity } from './finding';
import { plainName } from './plain-name';
import { encodedText, hasKnownForm, isPublished, isUnmistakable } from './secret/known-form';
import { isLocal } from './secret/local';
import { isDeclaredFake, isForDevelopers } from './secret/fake';
import { isSecretName, keyNames } from './secret/secret-name';
import { isFiller, isForm, isName, isPlace, isReference, isSentence } from './secret/no-secret';
import {
  isForServiceHere,
  isOfOwnDatabase,
  isOfDevelopers,
  isThrownAway,
  isToBeFilled,
  type SecretPlace,
} from './secret/secret-place';
import { isRandom, kindsOfCharacters, shareOfWords } from './secret/words';

/** A secret, or what may be one: where it stands in the text that was asked about, and how sure that is. */
export interface FoundSecret extends Span {
  readonly confidence: Confidence;
}

/** Nothing that is longer is a secret by its characters. */
const longestSecret = 2000;

/** What is said of a secret that is one for sure is an error; the rest is told as something that may be. */
export function severityOf({ confidence }: Pick<FoundSecret, 'confidence'>): Severity {
  return confidence === 'high' ? 'error' : 'info';
}

/**
 * How sure it is that a literal that stands where a secret belongs is one, going by what it is: its form, its length, its
 * characters. `undefined`: a placeholder, a reference, a pattern, a name, an address, the key of an emulator. Of
 * `${NAME:default}` the default is judged.
 */
export function judgeSecret(value: string, place: SecretPlace = {}): Confidence | undefined {
  const literal = literalOf(value.trim());
  if (literal === '' || isPublished(literal)) return undefined;
  if (hasKnownForm(literal)) return 'high';
  if (literal.length > longestSecret || isSomethingElse(literal, place)) return undefined;
  // Kubernetes keeps what is to be hidden as base64, which hides nothing.
  const encoded = encodedText(literal);
  if (encoded !== undefined) return judgeSecret(encoded, place);
  const sure = byCharacters(literal, place);
  return sure === undefined ? undefined : surenessAt(place, literal, sure);
}

/** How sure it is where the value, or what stands around it, says for whom it is. */
function surenessAt(place: SecretPlace, literal: string, sure: Confidence): Confidence | undefined {
  if (isForServiceHere(place)) return undefined;
  const isTheirs = isForDevelopers(literal);
  if (isTheirs && isOfDevelopers(place)) return undefined;
  const isThrown = isThrownAway(place);
  if (isThrown && isOfOwnDatabase(place.name ?? '')) return undefined;
  return isTheirs || isToBeFilled(place) || isThrown ? 'low' : sure;
}

function isSomethingElse(literal: string, { name = '' }: SecretPlace): boolean {
  if (isReference(literal) || isForm(literal) || isPlace(literal) || isLocal(literal)) return true;
  if (isDeclaredFake(literal)) return true;
  if (isSentence(literal) && !/passphrase$/i.test(name)) return true;
  return !isRandom(literal) && isFiller(literal);
}

function byCharacters(literal: string, { name = '' }: SecretPlace): Confidence | undefined {
  if (isGuid(literal)) return 'low';
  if (isEverybodys(literal)) return 'low';
  if (isRandom(literal)) return 'high';
  const isPassword = /pass|pwd|pw$/i.test(name);
  if (isName(literal)) return isPassword && !/[-_.:/]/.test(literal) ? 'low' : undefined;
  if (isTitle(literal)) return 'low';
  if (isComplex(literal, isPassword)) return 'high';
  return isLikely(literal, isPassword) ? 'low' : undefined;
}

/** Whether it may be a password that somebody did not think much about. */
function isLikely(literal: string, isPassword: boolean): boolean {
  if (/^[A-Za-z]+$/.test(literal)) return isPassword || shareOfWords(literal) < 0.4;
  return literal.length > 5;
}

/** Words between marks, one of which says what it is the name of: `orders-DbPassword-2`. A secret may be as badly made. */
function isTitle(literal: string): boolean {
  return (
    /^[A-Za-z][A-Za-z\d]*(?:[-_.][A-Za-z\d]+)+$/.test(literal) && /password|secret|apikey|pwd/i.test(literal)
  );
}

/** What systems ask of a password; names and numbers are not written so. A word with a number may be a name elsewhere. */
function isComplex(literal: string, isPassword: boolean): boolean {
  if (literal.length < 8 || /\s/.test(literal)) return false;
  const kinds = kindsOfCharacters(literal.replace(/[-_.:/]/g, ''));
  return kinds > 3 || (kinds > 2 && (isPassword || /[^\w.:/-]/.test(literal) || shareOfWords(literal) < 0.5));
}

/** Forms of the word itself, in every documentation: `P@ssw0rd1234!`. People do use them. */
function isEverybodys(literal: string): boolean {
  return /^(?:my|the|your|strong|super)?(?:p[a@4][s$5]{2}[^A-Za-z]?w[o0]rd|passwort|geheim|s[e3]cr[e3]t|admin|welcome|azure)[@!?\d#$%._-]*$/i.test(
    literal,
  );
}

/** The default of `${NAME:default}`, to any depth; other values are themselves, references without default empty. */
function literalOf(value: string): string {
  // What Spring Security is to take as it is.
  let literal = value.replace(/^\{noop\}/, '');
  while (literal.startsWith('${') && literal.endsWith('}') && !literal.startsWith('${{')) {
    const colon = literal.indexOf(':');
    if (colon < 0) return '';
    // Shells write `${NAME:-default}`.
    literal = literal.slice(literal[colon + 1] === '-' ? colon + 2 : colon + 1, -1).trim();
  }
  return literal;
}

/** Whether a literal is a secret for sure, in a place that is for nothing else. */
export function looksLikeSecret(value: string): boolean {
  return judgeSecret(value, { name: 'password' }) === 'high';
}

/**
 * The secret in a value that something of this name is given: a part of it that says what it is (`AccountKey=...`), all of
 * it where the name is that of a secret, or where the value is one whatever it is called.
 */
export function secretNamed(name: string, value: string, place: SecretPlace = {}): FoundSecret | undefined {
  const part = secretInText(value, place);
  if (part !== undefined) return part;
  const literal = value.trim();
  const start = value.indexOf(literal);
  const whole = { start, end: start + literal.length };
  const isUnmistaken = isUnmistakable(literal) || (hasKnownForm(literal) && keyNames.test(plainName(name)));
  if (isUnmistaken) return { ...whole, confidence: 'high' };
  const confidence = isSecretName(name) ? judgeSecret(value, { ...place, name }) : undefined;
  return confidence === undefined ? undefined : { ...whole, confidence };
}

/** Names whose value is a secret within connection strings, SAS URLs, JDBC URLs, forms, JSON and environment files. */
const named =
  /(?:^|[;?&,{"'\s])"?(accountkey|sharedaccesskey|sharedaccesssignature|sig|secret|password|pwd|client_?secret|azure_client_secret|azure_storage_key)"?\s{0,8}[=:]\s{0,8}"?/gi;

const azureDatabase = /\.database\.(?:azure\.com|windows\.net)/i;
const azureCache = /\.redis\.cache\.windows\.net|\.redis\.azure\.net/i;

/** What the rest of the text must have for a name that other texts use as well. */
const onlyBeside: Readonly<Record<string, RegExp>> = {
  sig: /[?&]s[vre]=/i,
  secret: /azconfig\./i,
  password: new RegExp(`${azureDatabase.source}|${azureCache.source}`, 'i'),
  pwd: azureDatabase,
};

/** Keys that Azure makes, always in the same form. */
const made: ReadonlySet<string> = new Set(['accountkey', 'sharedaccesskey']);

/**
 * Where in a text (a connection string, a URL with a shared access signature or a password, a JDBC URL of an Azure
 * database, JSON or an environment file with a client secret) a secret stands in clear: the secret alone, without its
 * name, the surest one. `undefined` when there is none, or a placeholder.
 */
export function secretInText(value: string, place: SecretPlace = {}): FoundSecret | undefined {
  if (isLocal(value)) return undefined;
  let unsure: FoundSecret | undefined;
  for (const found of candidates(value)) {
    const confidence = judgePart(value.slice(found.start, found.end), found.name, place);
    if (confidence === 'high') return { start: found.start, end: found.end, confidence };
    if (confidence !== undefined) unsure ??= { start: found.start, end: found.end, confidence };
  }
  return unsure;
}

/** Whoever writes more into one text wants to keep the linter busy. */
const mostCandidates = 100;

interface Candidate extends Span {
  /** Lower case, without marks. */
  readonly name: string;
}

function* candidates(text: string): Generator<Candidate> {
  const elsewhere = new Map<string, boolean>();
  let count = 0;
  for (const match of text.matchAll(named)) {
    const name = (match[1] ?? '').toLowerCase().replaceAll('_', '');
    const isElsewhere = elsewhere.get(name) ?? onlyBeside[name]?.test(text) === false;
    elsewhere.set(name, isElsewhere);
    if (isElsewhere) continue;
    count += 1;
    if (count > mostCandidates) return;
    const start = match.index + match[0].length;
    yield { name, start, end: endOfValue(text, start, name) };
  }
  // `mongodb://shop:key@shop.mongo.cosmos.azure.com`: who is asked for it, and what it is opened with.
  for (const match of text.matchAll(
    /:\/\/[^\s:/@"']{1,100}:([^\s:/@"']{1,300})@[\w.-]{1,200}\.(?:azure|windows)\.(?:com|net)/g,
  )) {
    const start = match.index + match[0].indexOf(match[1] ?? '', match[0].indexOf(':', 3));
    yield { name: 'password', start, end: start + (match[1] ?? '').length };
  }
}

function judgePart(value: string, name: string, place: SecretPlace): Confidence | undefined {
  const sure = judgeSecret(value, { ...place, name });
  // Whoever made one up as base64 wanted it to look like one.
  if (
    made.has(name) &&
    sure !== 'high' &&
    /^[A-Za-z\d+/]{16,}={1,2}$/.test(value) &&
    !isPublished(value) &&
    !isFiller(value)
  )
    return 'high';
  return name === 'sharedaccesssignature' ? bySignature(value, sure) : sure;
}

/** A signature counts when it is filled in: `SharedAccessSignature sr=%s&sig=%s` is a form. */
function bySignature(value: string, sure: Confidence | undefined): Confidence | undefined {
  const signature = /(?:^|[&\s])sig=([^&;"'\s]+)/i.exec(value)?.[1];
  return signature === undefined ? sure : judgeSecret(decoded(signature), { name: 'sig' });
}

function decoded(text: string): string {
  return text.replace(/%([\dA-Fa-f]{2})/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

function endOfValue(text: string, start: number, name: string): number {
  // A shared access signature is itself a list of parts, and begins with its own name.
  const enders = name === 'sharedaccesssignature' ? /[;"']|\s(?!s[rvigek]+=)/g : /[;&"'\s,]/g;
  const most = text.slice(start, start + longestSecret);
  return start + (enders.exec(most)?.index ?? most.length);
}
