import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

import { answerArm, type ArmSetup } from './arm/arm';
import { withoutSignature } from './arm/url-signature';
import { answerControl, type ControlSetup } from './control';
import { signIn, type SignInSetup } from './entra/sign-in';
import { signInTrouble } from './entra/sign-in-trouble';
import { loopbackOrigin } from './http/listen';
import { armError, type Reply } from './http/reply';
import { bodyBytes, headersOf, parseJson, readBody, write } from './http/respond';
import { readTarget } from './http/target';
import { withoutSecrets, type RecordedExchange } from './record';
import type { World } from './world';

export interface ServeSetup {
  readonly arm: () => ArmSetup;
  readonly control: ControlSetup;
  readonly signIn: () => SignInSetup;
  readonly world: () => World;
  readonly record: ((entry: RecordedExchange) => void) | undefined;
}

interface Incoming {
  readonly method: string;
  /** Decoded, see `readTarget`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly url: URL;
  readonly origin: string;
  readonly text: string;
  readonly isForm: boolean;
  readonly authorization: string | undefined;
  readonly clientRequestId: string | undefined;
}

interface Answer {
  readonly reply: Reply;
  /** Pattern of the route, for the counters. */
  readonly route: string;
}

const malformed = armError(
  400,
  'InvalidRequestContent',
  'The request content was invalid and could not be deserialized.',
);

function answerAzure(setup: ServeSetup, incoming: Incoming): Answer {
  const { method, text } = incoming;
  const form = new URLSearchParams(incoming.isForm ? text : '');
  const signedIn = signIn(setup.signIn(), { ...incoming, form });
  if (signedIn !== undefined) {
    const reply = signInTrouble(setup.control.trouble, incoming) ?? signedIn;
    return { reply, route: `${method} sign-in` };
  }
  const body = parseJson(text);
  if (body === undefined) return { reply: malformed, route: `${method} (malformed)` };
  return answerArm(setup.world(), setup.arm(), { ...incoming, body: body.value });
}

async function read(request: IncomingMessage): Promise<Incoming | Reply> {
  const text = await readBody(request);
  const { headers } = request;
  // A page in a browser may point a name of its own at 127.0.0.1; it must not get at the sandbox through it.
  const origin = loopbackOrigin(headers.host);
  if (origin === undefined || headers.origin !== undefined)
    return armError(421, 'MisdirectedRequest', 'The sandbox answers programs on this machine only.');
  const target = readTarget(request.url ?? '/', origin);
  if (text === undefined || target === undefined)
    return armError(400, 'BadRequest', 'The request could not be read.');
  return {
    ...target,
    method: request.method ?? 'GET',
    query: target.url.searchParams,
    origin,
    text,
    isForm: /^application\/x-www-form-urlencoded/i.test(headers['content-type'] ?? ''),
    authorization: headers.authorization,
    clientRequestId: [headers['x-ms-client-request-id']].flat()[0],
  };
}

function requestBodyOf(incoming: Incoming): unknown {
  if (incoming.text === '') return null;
  if (incoming.isForm) return Object.fromEntries(new URLSearchParams(incoming.text));
  return parseJson(incoming.text)?.value ?? incoming.text;
}

function entryOf(
  incoming: Incoming,
  given: Answer,
  at: { started: number; ended: number; headers: Record<string, string> },
): RecordedExchange {
  const { reply } = given;
  return {
    time: new Date(at.started).toISOString(),
    method: incoming.method,
    url: withoutSignature(incoming.url.href),
    requestBody: withoutSecrets(requestBodyOf(incoming)),
    status: reply.dropped === true ? 0 : reply.status,
    headers: Object.fromEntries(
      Object.entries(at.headers).map(([name, value]) => [name, withoutSignature(value)]),
    ),
    responseBody: withoutSecrets(
      reply.body === undefined ? null : parseJson(bodyBytes(reply).toString())?.value,
    ),
    durationMs: at.ended - at.started,
  };
}

/** Waits as long as Azure would take to answer. */
async function linger(setup: ServeSetup, incoming: Incoming): Promise<void> {
  const slow = setup.control.trouble.strike(incoming, (kind) => kind === 'slow')?.rule.delayMs ?? 0;
  const wait = setup.control.behaviour.latencyMs + slow;
  if (wait > 0) await delay(wait);
}

function answerOwn(setup: ServeSetup, incoming: Incoming): Reply {
  const body = parseJson(incoming.text);
  return body === undefined ? malformed : answerControl(setup.control, { ...incoming, body: body.value });
}

async function answer(setup: ServeSetup, incoming: Incoming): Promise<Answer> {
  try {
    await linger(setup, incoming);
    return answerAzure(setup, incoming);
  } catch (error) {
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { reply: armError(500, 'SandboxDefect', why), route: 'defect' };
  }
}

/** Answers one request. Never throws: what goes wrong inside is a 500 that says so. */
export async function serve(
  setup: ServeSetup,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { counters } = setup.control;
  const started = Date.now();
  const incoming = await read(request);
  if ('status' in incoming) {
    write(response, incoming, headersOf(incoming));
    return;
  }
  // The sandbox's own switches are neither delayed, counted nor recorded: they are not Azure.
  if (incoming.path.toLowerCase().startsWith('/sandbox/')) {
    const reply = answerOwn(setup, incoming);
    write(response, reply, headersOf(reply));
    return;
  }
  counters.requestStarted();
  const given = await answer(setup, incoming);
  counters.requestEnded(given.route, given.reply.dropped === true ? 0 : given.reply.status);
  const headers = headersOf(given.reply);
  write(response, given.reply, headers);
  setup.record?.(entryOf(incoming, given, { started, ended: Date.now(), headers }));
}
