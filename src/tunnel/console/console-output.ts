import { base64Bytes, joined, latin1, latin1Bytes } from '../../lifecycle/bytes';
import { say, type Text } from '../../lifecycle/text';
import { withoutTrailing } from '../../lifecycle/trailing';
import { readAnswer } from '../http/answer-bytes';
import type { RawAnswer } from '../ports';
import { consoleEncodings, consoleTools, type ConsoleEncoding, type ConsoleTool } from './console-tools';

export type ConsoleOutcome =
  | {
      readonly kind: 'answer';
      readonly tool: ConsoleTool;
      readonly encoding: ConsoleEncoding;
      readonly answer: RawAnswer;
    }
  /** Nothing in the image could fetch an answer; `present` names the programs that are there and got none. */
  | { readonly kind: 'none'; readonly present: readonly string[] }
  /** Something else was printed in between, or something is missing: whatever it was, it is not used. */
  | { readonly kind: 'garbled'; readonly why: Text };

/** An answer may fill a terminal for a while, but not for ever. */
const maxChars = 40 * 1024 * 1024;

/**
 * Finds the outcome of a `consoleScript` in what a console prints. Pieces may be cut anywhere; prompts, the echo of the typed
 * script, carriage returns and escape sequences around and inside are not taken for the answer.
 */
export class ConsoleOutput {
  readonly #id: string;
  readonly #pieces: string[] = [];
  #length = 0;
  /** The end of what came so far, as much as a cut marker may need: the rest is never looked at again until the end is there. */
  #tail = '';

  constructor(id: string) {
    this.#id = id;
  }

  /** Takes the next bytes; answers the outcome once it is complete. */
  push(bytes: Uint8Array): ConsoleOutcome | undefined {
    const piece = latin1(bytes);
    this.#pieces.push(piece);
    this.#length += piece.length;
    if (this.#length > maxChars)
      return { kind: 'garbled', why: say('the console printed more than any answer has') };
    const recent = this.#tail + piece;
    this.#tail = recent.slice(-200);
    // Cheap to rule out, for thousands of pieces of a long answer.
    if (!recent.includes(`<${this.#id} `)) return undefined;
    const none = new RegExp(`<${this.#id} none([ a-z0-9-]*)>`).exec(recent)?.[1];
    if (none !== undefined)
      return { kind: 'none', present: [...new Set(none.split(' ').filter((word) => word !== ''))] };
    return recent.includes(`<${this.#id} end>`) ? this.#read() : undefined;
  }

  #read(): ConsoleOutcome {
    const [, kind = ''] = this.#pieces.join('').split(`<${this.#id} begin `, 2);
    const begin = /^([a-z-]+) ([a-z0-9]+) (\d+)>[\r]*\n/.exec(kind);
    const tool = consoleTools.find((one) => one === begin?.[1]);
    const encoding = consoleEncodings.find((one) => one === begin?.[2]);
    if (begin === null || tool === undefined || encoding === undefined)
      return { kind: 'garbled', why: say('the beginning of the answer is missing') };
    const end = kind.indexOf(`<${this.#id} end>`);
    const payload = withoutTerminal(kind.slice(begin[0].length, end));
    if (!hasLength(payload, Number(begin[3])))
      return {
        kind: 'garbled',
        why: say('a part of the answer is missing, or something else was printed into it'),
      };
    const bytes = decoders[encoding](payload);
    if (bytes === undefined) return { kind: 'garbled', why: say('the answer cannot be decoded') };
    return outcomeOf(tool, encoding, bytes);
  }
}

/** Line ends as the script wrote them, escape sequences and the last line end (it belongs to the marker) removed. */
function withoutTerminal(text: string): string {
  const lines = text
    .replace(/\x1b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\^_])/g, '')
    .split('\n');
  const last = lines.pop() ?? '';
  const whole = lines.map((line) => withoutTrailing(line, '\r'));
  return last === '' ? whole.join('\n') : [...whole, last].join('\n');
}

/** Shells count bytes, or characters where the locale cannot be changed. */
function hasLength(payload: string, expected: number): boolean {
  if (payload.length === expected) return true;
  return (
    Array.from(new TextDecoder('utf-8', { ignoreBOM: true }).decode(latin1Bytes(payload))).length === expected
  );
}

const decoders: Readonly<Record<ConsoleEncoding, (payload: string) => Uint8Array | undefined>> = {
  base64: (payload) => {
    const letters = payload.replace(/\n/g, '');
    if (!/^[A-Za-z0-9+/]*={0,2}$/.test(letters) || letters.length % 4 !== 0) return undefined;
    return base64Bytes(letters);
  },
  od: (payload) => {
    const digits = payload.replace(/[ \n]/g, '');
    return /^(?:[0-9a-f]{2})*$/.test(digits) ? hexBytes(digits) : undefined;
  },
  text: decodeText,
};

const lineEnds: Readonly<Record<string, string>> = { r: '\r\n', n: '\n', e: '' };

function hexBytes(digits: string): Uint8Array {
  const bytes = new Uint8Array(digits.length / 2);
  for (let at = 0; at < bytes.length; at += 1)
    bytes[at] = Number.parseInt(digits.slice(2 * at, 2 * at + 2), 16);
  return bytes;
}

function decodeText(payload: string): Uint8Array | undefined {
  let text = '';
  for (const line of payload.split('\n')) {
    const lineEnd = lineEnds[line.charAt(0)];
    if (lineEnd === undefined || line.charAt(1) !== ':') return undefined;
    text +=
      line
        .slice(2)
        .replace(/%([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) +
      lineEnd;
  }
  return latin1Bytes(text);
}

function outcomeOf(tool: ConsoleTool, encoding: ConsoleEncoding, bytes: Uint8Array): ConsoleOutcome {
  const message = tool === 'busybox-wget' ? fromBusyboxWget(bytes, encoding) : bytes;
  if (message === undefined) return { kind: 'garbled', why: say('the answer cannot be decoded') };
  const read = readAnswer(message, true, { decoded: tool === 'wget' || tool === 'busybox-wget' });
  if (read.kind === 'answer') return { kind: 'answer', tool, encoding, answer: read.answer };
  return { kind: 'garbled', why: read.kind === 'malformed' ? read.why : say('it broke off before its end') };
}

/** The header lines it shows, two blanks before each, and the encoded body behind `=`; put together as a message again. */
function fromBusyboxWget(bytes: Uint8Array, encoding: ConsoleEncoding): Uint8Array | undefined {
  const text = latin1(bytes);
  const at = text.indexOf('\n=');
  if (at < 0) return undefined;
  const head = text
    .slice(0, at)
    .split('\n')
    .filter((line) => line.startsWith('  '))
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const body = decoders[encoding](text.slice(at + 2).replace(/\n$/, ''));
  if (body === undefined) return undefined;
  return joined([latin1Bytes(`${head.join('\r\n')}\r\n\r\n`), body]);
}
