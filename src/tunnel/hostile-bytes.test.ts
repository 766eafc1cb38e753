import assert from 'node:assert/strict';

import { ConsoleOutput } from './console/console-output';
import { readAnswer } from './http/answer-bytes';
import { ForwardFrames } from './port-forward/forward-frames';
import { computedMs } from '../../test/cpu-time';

const canary = 'eyJhbGciOiJSUzI1NiJ9.eyJjYW5hcnkiOnRydWV9.c2lnbmF0dXJl';
const id = '0123456789abcdef0123456789abcdef';
const http = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n7c\r\n{"access_token":"${canary}","expires_in":"86399"}\r\n0\r\n\r\n`;

/** A small generator with a seed: the same mutations in every run, and no time spent on shrinking. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Flips, drops, doubles, cuts or moves bytes, a few times. */
function mutate(original: Buffer, next: (below: number) => number): Buffer {
  let bytes = Buffer.from(original);
  for (let i = next(4); i >= 0; i -= 1) {
    const at = next(bytes.length + 1);
    const to = at + next(40);
    switch (next(6)) {
      case 0:
        if (at < bytes.length) bytes[at] = next(256);
        break;
      case 1:
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(to)]);
        break;
      case 2:
        bytes = Buffer.concat([bytes.subarray(0, to), bytes.subarray(at)]);
        break;
      case 3:
        bytes = bytes.subarray(0, at);
        break;
      case 4:
        bytes = Buffer.concat([
          bytes.subarray(0, at),
          Buffer.from(['\r\n', '\0', '\x1b[31m', '99999999', '<'][next(5)]!),
          bytes.subarray(at),
        ]);
        break;
      default:
        bytes = Buffer.concat([bytes.subarray(at), bytes.subarray(0, at)]);
    }
  }
  return bytes;
}

/** Whatever is not an answer carries words of ours only. */
function keepsTheToken(outcome: { readonly kind: string } | undefined): boolean {
  return (
    outcome === undefined ||
    outcome.kind === 'answer' ||
    outcome.kind === 'data' ||
    !JSON.stringify(outcome).includes('eyJ')
  );
}

describe('tunnel, given hostile bytes', function () {
  this.timeout(60_000);

  it('reads 100,000 mutated HTTP answers without a crash or a token in what it says', () => {
    const next = random(1);
    const original = Buffer.from(http, 'latin1');
    const kinds = new Map<string, number>();
    for (let i = 0; i < 100_000; i += 1) {
      const outcome = readAnswer(mutate(original, next), next(2) === 0, { decoded: next(8) === 0 });
      kinds.set(outcome.kind, (kinds.get(outcome.kind) ?? 0) + 1);
      assert.ok(keepsTheToken(outcome), JSON.stringify(outcome));
    }
    // Mutations that always or never break would test nothing.
    assert.ok(
      [...kinds.values()].every((count) => count > 500),
      JSON.stringify([...kinds]),
    );
    assert.equal(kinds.size, 3);
  });

  it('reads 100,000 mutated console outputs without a crash or a token in what it says', () => {
    const next = random(2);
    const base64 = Buffer.from(http, 'latin1')
      .toString('base64')
      .replace(/(.{76})/g, '$1\r\n');
    const hex = Buffer.from(http, 'latin1').toString('hex').replace(/(..)/g, ' $1');
    const text = http
      .split('\r\n')
      .map((line, i, all) => `${i === all.length - 1 ? 'e' : 'r'}:${line}`)
      .join('\n');
    const printed = (
      [
        ['nc', 'base64', base64],
        ['bash', 'od', hex],
        ['wget', 'text', text],
        ['busybox-wget', 'text', `n:  HTTP/1.1 200 OK\nn:=${text}\ne:`],
      ] as const
    ).map(([tool, encoding, payload]) => {
      const length = payload.replaceAll('\r', '').length;
      return Buffer.from(
        `$ echo\r\n\r\n<${id} begin ${tool} ${encoding} ${length}>\r\n${payload}\r\n<${id} end>\r\n$ `,
        'latin1',
      );
    });
    const kinds = new Map<string, number>();
    for (let i = 0; i < 100_000; i += 1) {
      const bytes = mutate(printed[i % printed.length]!, next);
      const output = new ConsoleOutput(id);
      const cut = next(bytes.length + 1);
      const outcome = output.push(bytes.subarray(0, cut)) ?? output.push(bytes.subarray(cut));
      const kind = outcome?.kind ?? 'nothing';
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      assert.ok(keepsTheToken(outcome), JSON.stringify(outcome));
    }
    assert.ok(
      (kinds.get('garbled') ?? 0) > 500 && (kinds.get('answer') ?? 0) > 500,
      JSON.stringify([...kinds]),
    );
  });

  it('reads 100,000 mutated frames of a port forward without a crash', () => {
    const next = random(3);
    const originals = [
      Buffer.of(0, 0x8d, 0x13),
      Buffer.of(1, 0x8d, 0x13),
      Buffer.from(`\0${http}`),
      Buffer.from(`\x01connection refused ${canary}`),
    ];
    let frames = new ForwardFrames(5005);
    const kinds = new Set<string>();
    for (let i = 0; i < 100_000; i += 1) {
      if (i % 8 === 0) frames = new ForwardFrames(5005);
      const original = originals[i % 8 < 2 ? i % 8 : next(originals.length)]!;
      const frame = frames.read(next(3) === 0 ? mutate(original, next) : original);
      kinds.add(frame.kind);
      // Words of the other side are cut to a sentence and cleared of control characters.
      assert.ok(keepsTheToken(frame), JSON.stringify(frame));
      if (frame.kind === 'error') assert.doesNotMatch(frame.text, /\p{Cc}|^.{301}/su);
    }
    assert.deepEqual([...kinds].sort(), ['data', 'error', 'malformed', 'opened']);
  });

  const rows: Readonly<Record<string, string>> = {
    'carriage returns': '\r'.repeat(200_000),
    'escape sequences that do not end': '\x1b]'.repeat(100_000),
    'beginnings of control sequences': '\x1b['.repeat(100_000),
    'markers of another': `<${id} none `.repeat(5_000),
    blanks: ' \t'.repeat(100_000),
    percents: '%'.repeat(200_000),
  };
  for (const [what, row] of Object.entries(rows))
    it(`reads a console that prints nothing but ${what} in a moment`, () => {
      const startedAt = computedMs();
      for (const encoding of ['base64', 'od', 'text'])
        for (const tool of ['curl', 'wget', 'busybox-wget']) {
          const output = new ConsoleOutput(id);
          const printed = `<${id} begin ${tool} ${encoding} 5>\n${row}x\n<${id} end>`;
          assert.notEqual(output.push(Buffer.from(printed, 'latin1'))?.kind, 'answer');
        }
      assert.ok(computedMs() - startedAt < 2_000);
    });
});
