import assert from 'node:assert/strict';

import { readAnswer, type ReadAnswer } from './answer-bytes';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const read = (text: string, ended = true): ReadAnswer => readAnswer(bytes(text), ended);

function answered(text: string): { status: number; reason: string; headers: object; body: string } {
  const got = read(text);
  assert.equal(got.kind, 'answer', JSON.stringify(got));
  return { ...got.answer, body: Buffer.from(got.answer.body).toString('latin1') };
}

describe('reading an HTTP answer from bytes', () => {
  it('takes status, reason, headers in lower case with repeated ones joined, and the body', () => {
    assert.deepEqual(
      answered('HTTP/1.1 400 Bad Request\r\nX-A: 1\r\nx-a:  2 \r\nContent-Length: 3\r\n\r\nabc'),
      {
        status: 400,
        reason: 'Bad Request',
        headers: { 'x-a': '1, 2', 'content-length': '3' },
        body: 'abc',
      },
    );
  });

  it('accepts what servers may send: no reason, line feeds alone, folded headers, an interim answer before', () => {
    assert.deepEqual(answered('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.0 200\nA: b\n c\n\nbody'), {
      status: 200,
      reason: '',
      headers: { a: 'b c' },
      body: 'body',
    });
  });

  it('ends the body where its length says, or with the connection, or at once for 204', () => {
    assert.equal(answered('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nabc').body, 'ab');
    assert.equal(answered('HTTP/1.1 200 OK\r\n\r\nabc').body, 'abc');
    assert.equal(answered('HTTP/1.1 204 No Content\r\n\r\n').body, '');
    assert.deepEqual(read('HTTP/1.1 200 OK\r\n\r\nabc', false), { kind: 'incomplete', atLeast: Infinity });
  });

  it('puts a chunked body together and leaves its framing out', () => {
    const text =
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nA: b\r\n\r\n3;x=y\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n';
    assert.deepEqual(answered(text), {
      status: 200,
      reason: 'OK',
      headers: { a: 'b' },
      body: 'abc0123456789',
    });
  });

  it('takes a body as it is that was put together already', () => {
    const got = readAnswer(bytes('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nabc'), true, {
      decoded: true,
    });
    assert.equal(got.kind === 'answer' && Buffer.from(got.answer.body).toString(), 'abc');
  });

  it('knows at every cut that there is more to come, and never takes a part for the whole', () => {
    for (const text of [
      'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123456789',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n7\r\n0123456\r\n0\r\n',
    ])
      for (let cut = 0; cut < text.length - 2; cut += 1) {
        const part = read(text.slice(0, cut), false);
        assert.equal(part.kind, 'incomplete', `${cut}: ${JSON.stringify(part)}`);
        assert.ok(part.atLeast > cut && part.atLeast <= text.length, `${cut}: ${part.atLeast}`);
        assert.equal(read(text.slice(0, cut), true).kind, 'malformed');
      }
  });

  for (const [name, text] of [
    ['no status line', 'SSH-2.0-OpenSSH_9\r\n\r\n'],
    ['a status line of another protocol', 'HTTP/2 200\r\n\r\n'],
    ['a header without a name', 'HTTP/1.1 200 OK\r\n: x\r\n\r\n'],
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
    ['a length that is none', 'HTTP/1.1 200 OK\r\nContent-Length: 1e3\r\n\r\nab'],
    ['a length beyond reason', 'HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\nab'],
    ['a chunk without a length', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nabc\r\n\r\n'],
    [
      'a chunk longer than it says',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n0\r\n\r\n',
    ],
    ['another protocol from here on', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n'],
    ['headers without an end', `HTTP/1.1 200 OK\r\nA: ${'x'.repeat(70_000)}`],
  ] as const)
    it(`refuses ${name}`, () => {
      assert.equal(read(text).kind, 'malformed');
    });

  it('takes a header called __proto__ for a name like any other', () => {
    const { headers } = answered('HTTP/1.1 200 OK\r\n__proto__: x\r\n\r\n');
    assert.deepEqual(Object.keys(headers), ['__proto__']);
  });
});
