/** How the characters of a file are kept in bytes; UTF-8 goes without saying. */
export type Encoding = 'latin1' | 'utf-16le' | 'utf-16be';

export interface FileText {
  /** With the mark at its beginning by which some editors tell the encoding, where it has one. */
  readonly text: string;
  /** Set when the file is not UTF-8; it must be stored as it was read. */
  readonly encoding?: Encoding;
}

/**
 * The text of a file, or why it is none, for everyone who reads files: UTF-8, UTF-16 where its first bytes say so, or else one
 * character for each byte, as `.properties` files had it for long. No byte is lost: `bytesOf` gives all of them back.
 */
export function textIn(bytes: Uint8Array): FileText | { readonly skipped: string } {
  const marked = utf16Of(bytes);
  if (marked !== undefined)
    return bytes.length % 2 === 0
      ? { text: decode(bytes, marked), encoding: marked }
      : { skipped: 'not text' };
  if (bytes.includes(0)) return { skipped: 'not text' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { text: decode(bytes, 'latin1'), encoding: 'latin1' };
  }
}

/** The bytes of a text; `undefined` when it has characters that the encoding has not. */
export function bytesOf({ text, encoding }: FileText): Uint8Array | undefined {
  if (encoding === undefined) return new TextEncoder().encode(text);
  const width = encoding === 'latin1' ? 1 : 2;
  const bytes = new Uint8Array(text.length * width);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (width === 2) view.setUint16(at * 2, unit, encoding === 'utf-16le');
    else if (unit > 0xff) return undefined;
    else bytes[at] = unit;
  }
  return bytes;
}

function utf16Of([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}

/** Unit by unit: decoders of the platform take Latin-1 for another code page. */
function decode(bytes: Uint8Array, encoding: Encoding): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const width = encoding === 'latin1' ? 1 : 2;
  const parts: string[] = [];
  for (let from = 0; from < bytes.length; from += chunk) {
    const units: number[] = [];
    for (let at = from; at < Math.min(from + chunk, bytes.length); at += width)
      units.push(width === 1 ? view.getUint8(at) : view.getUint16(at, encoding === 'utf-16le'));
    parts.push(String.fromCharCode(...units));
  }
  return parts.join('');
}

/** Functions do not take arguments without number. Even. */
const chunk = 8192;
