import { joined, utf8 } from '../lifecycle/bytes';

// At once, and where there is no Node: what a browser has answers later, and everything here would have to wait for it.

/** The first 32 bits of the fractional parts of a root of the first primes: SHA-256's constants (FIPS 180-4, 4.2.2 and 5.3.3). */
function constants(root: number, count: number): Uint32Array {
  const found: number[] = [];
  for (let n = 2; found.length < count; n += 1) if (isPrime(n)) found.push(n ** (1 / root));
  return Uint32Array.from(found, (value) => Math.floor((value % 1) * 2 ** 32));
}

function isPrime(n: number): boolean {
  for (let divisor = 2; divisor * divisor <= n; divisor += 1) if (n % divisor === 0) return false;
  return true;
}

const rounds = constants(3, 64);
const start = constants(2, 8);
const blockSize = 64;
/** The length of what is hashed stands at the end, in eight bytes. */
const lengthSize = 8;

const word = (words: Uint32Array, at: number): number => words[at] ?? 0;
const turned = (value: number, by: number): number => (value >>> by) | (value << (32 - by));

/** The words of a block, and those that are made of them. */
function schedule(words: Uint32Array, view: DataView, block: number): void {
  for (let i = 0; i < 16; i += 1) words[i] = view.getUint32(block + i * 4);
  for (let i = 16; i < 64; i += 1) {
    const [a, b] = [word(words, i - 15), word(words, i - 2)];
    const low = turned(a, 7) ^ turned(a, 18) ^ (a >>> 3);
    const high = turned(b, 17) ^ turned(b, 19) ^ (b >>> 10);
    words[i] = word(words, i - 16) + low + word(words, i - 7) + high;
  }
}

function compress(state: Uint32Array, words: Uint32Array): void {
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let i = 0; i < 64; i += 1) {
    const high = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
    const one = h + high + ((e & f) ^ (~e & g)) + word(rounds, i) + word(words, i);
    const low = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22);
    const two = low + ((a & b) ^ (a & c) ^ (b & c));
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  for (const [i, value] of [a, b, c, d, e, f, g, h].entries()) state[i] = word(state, i) + value;
}

function padded(data: Uint8Array): Uint8Array {
  const size = Math.ceil((data.length + 1 + lengthSize) / blockSize) * blockSize;
  const bytes = new Uint8Array(size);
  bytes.set(data);
  bytes[data.length] = 0x80;
  new DataView(bytes.buffer).setBigUint64(size - lengthSize, BigInt(data.length) * 8n);
  return bytes;
}

/** The SHA-256 of bytes, or of a text as UTF-8. */
export function sha256(data: Uint8Array | string): Uint8Array {
  const bytes = padded(typeof data === 'string' ? utf8(data) : data);
  const view = new DataView(bytes.buffer);
  const [state, words] = [start.slice(), new Uint32Array(64)];
  for (let block = 0; block < bytes.length; block += blockSize) {
    schedule(words, view, block);
    compress(state, words);
  }
  const result = new DataView(new ArrayBuffer(32));
  for (const [i, value] of state.entries()) result.setUint32(i * 4, value);
  return new Uint8Array(result.buffer);
}

/** The HMAC (RFC 2104) of a text; `key` of at most 64 bytes. */
export function hmacSha256(key: Uint8Array, text: string): Uint8Array {
  const pad = (value: number) => Uint8Array.from({ length: blockSize }, (_, i) => (key[i] ?? 0) ^ value);
  return sha256(joined([pad(0x5c), sha256(joined([pad(0x36), utf8(text)]))]));
}

export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function randomBytes(count: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(count));
}
