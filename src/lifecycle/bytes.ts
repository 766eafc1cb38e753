/** Bytes and the text they stand for, with what every JavaScript host has: Node's `Buffer` is not in a browser. */

/** Pieces in one array. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** How many characters are made at once: arguments of a call have a limit, and single characters are slow. */
const atOnce = 8192;

/** One character for each byte, so that text positions are byte positions. Not `TextDecoder`: its `latin1` is windows-1252. */
export function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += atOnce)
    text += String.fromCharCode(...bytes.subarray(at, at + atOnce));
  return text;
}

/** The reverse of {@link latin1}: one byte for each character, of one above 255 its low byte. */
export function latin1Bytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
}

/** What base64 stands for, in its ordinary or its URL form, padded or not; throws for what is neither. */
export function base64Bytes(text: string): Uint8Array {
  return latin1Bytes(atob(text.replaceAll('-', '+').replaceAll('_', '/')));
}

const [encoder, decoder] = [new TextEncoder(), new TextDecoder()];

/** A text as UTF-8. */
export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** The reverse of {@link utf8}. */
export function textOf(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

/** Base64 in its URL form, without padding. */
export function base64Url(bytes: Uint8Array): string {
  return btoa(latin1(bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
