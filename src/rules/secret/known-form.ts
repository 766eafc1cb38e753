import { withoutTrailing } from '../../lifecycle/trailing';
import { bitsOfCharacter, isRandom, isSequence, shareOfWords } from './words';

/** Keys that every copy of an emulator has: published, so not secret. */
const emulatorKeys: ReadonlySet<string> = new Set([
  // Azurite, Cosmos DB.
  'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==',
  'C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==',
  // Event Hubs and Service Bus, App Configuration.
  'SAS_KEY_VALUE',
  'abcdefghijklmnopqrstuvwxyz1234567890',
]);

/** Whether it is the same for everybody: the key of an emulator, the token of jwt.io. */
export function isPublished(value: string): boolean {
  return emulatorKeys.has(value) || (isToken(value) && !isSignedToken(value));
}

/**
 * Whether a value says itself, wherever it stands, that it is a secret and whose: the client secret of an application in
 * Entra ID, a token of GitHub (its checksum is right), a private key.
 */
export function isUnmistakable(value: string): boolean {
  return isEntraSecret(value) || isGithubToken(value) || isPrivateKey(value);
}

/**
 * Whether a value has the form of a secret that Azure gives out, and looks made by chance: only the name of its place
 * can say otherwise.
 */
export function hasKnownForm(value: string): boolean {
  return isUnmistakable(value) || isBase64Key(value) || isSignedToken(value);
}

/** Three characters, a digit, `Q~`, and 31 to 34 others. */
function isEntraSecret(value: string): boolean {
  return /^[\w.~-]{3}\dQ~[\w.~-]{24,34}$/.test(value) && isChance(value);
}

function isGithubToken(value: string): boolean {
  if (/^github_pat_\w{22}_\w{59}$/.test(value)) return isChance(value.slice(11));
  const [, random, sum] = /^gh[pousr]_([A-Za-z\d]{30})([A-Za-z\d]{6})$/.exec(value) ?? [];
  return random !== undefined && sum !== undefined && base62(crc32(random)) === sum;
}

function isPrivateKey(value: string): boolean {
  const [, body = ''] = /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----([\s\S]*)/.exec(value) ?? [];
  return isChance(body.replace(/\\n|\s|-----[\s\S]*/g, ''));
}

/** Keys of storage accounts and Cosmos DB have 64 bytes, those of most other services 32; newer ones a few more. */
function isBase64Key(value: string): boolean {
  if (!/^[A-Za-z\d+/]{42,120}={0,2}$/.test(value) || isPublished(value)) return false;
  // A digest, most often.
  if (/^[\da-f]+$/i.test(value)) return false;
  return isChance(value) && encodedText(value) === undefined && !publicKey.test(value);
}

/** How a public key begins, which says of which curve it is: of P-256, P-384, P-521, Ed25519 and X25519. */
const publicKey = /^(?:MFkwEwYHKoZIzj|MHYwEAYHKoZIzj|MIGbMBAGByqGSM49|MCowBQYDK2)/;

/** A JSON Web Token: its header says how it is signed, and a signature follows. That of jwt.io is everybody's. */
function isSignedToken(value: string): boolean {
  const [header = '', claims = ''] = isToken(value) ? value.split('.') : [];
  return (
    /"alg"\s{0,9}:\s{0,9}"[A-Z]/.test(fromBase64(header)) && !fromBase64(claims).includes('"1234567890"')
  );
}

function isToken(value: string): boolean {
  return /^eyJ[\w-]+\.eyJ[\w-]+\.[\w-]{20,}$/.test(value);
}

/** Whether characters of this number come by chance, and no word, sequence or filler is what they say. */
function isChance(value: string): boolean {
  return isRandom(value) && bitsOfCharacter(value) > 3.5 && !isSequence(value) && shareOfWords(value) < 0.4;
}

/** What people wrote and something else encoded as base64; the bytes of a key are none. */
export function encodedText(value: string): string | undefined {
  if (value.length < 8 || value.length % 4 !== 0 || !/^[A-Za-z\d+/]+={0,2}$/.test(value)) return undefined;
  const text = fromBase64(value);
  return /^[\x20-\x7e\s]+$/.test(text) ? text : undefined;
}

function fromBase64(text: string): string {
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  let [held, bits, bytes] = [0, 0, ''];
  for (const character of withoutTrailing(text.replaceAll('-', '+').replaceAll('_', '/'), '=')) {
    held = ((held << 6) | digits.indexOf(character)) & 0xffffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes += String.fromCharCode((held >> bits) & 0xff);
  }
  return bytes;
}

function crc32(text: string): number {
  let sum = 0xffffffff;
  for (let at = 0; at < text.length; at += 1) {
    sum ^= text.charCodeAt(at);
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
}

function base62(value: number): string {
  const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  let text = '';
  for (let rest = value; rest > 0; rest = Math.floor(rest / 62)) text = (digits[rest % 62] ?? '') + text;
  return text.padStart(6, '0');
}
