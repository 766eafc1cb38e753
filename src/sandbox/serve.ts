import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

import { answerArm, type ArmSetup } from './arm/arm';
import { answerControl, type ControlSetup } from './control';
import { signIn, type SignInSetup } from './entra/sign-in';
import { loopbackOrigin } from './http/listen';
import { armError, type Reply } from './http/reply';
import { bodyText, headersOf, parseJson, readBody, write } from './http/respond';
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
  readonly path: string;
  readonly url: URL;
  readonly origin: string;
  readonly text: string;
  readonly isForm: boolean;
  readonly authorization: string | undefined;
}

interface Answer {
  readonly reply: Reply;
  /** Pattern of the route, for the counters. */
  readonly route: string;
  /** The sandbox's own switches are neither delayed nor counted. */
  readonly own?: true;
}

function decodePath(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname).replace(/(.)\/+$/, '$1');
  } catch {
    return undefined;
  }
}

function answer(setup: ServeSetup, incoming: Incoming): Answer {
  const { method, path, url, origin, text, isForm } = incoming;
  const request = { method, path, query: url.searchParams, origin };
  const form = new URLSearchParams(isForm ? text : '');
  const signedIn = signIn(setup.signIn(), { ...request, form });
  if (signedIn !== undefined) return { reply: signedIn, route: `${method} sign-in` };
  const body = parseJson(text);
  if (body === undefined)
    return {
      reply: armError(
        400,
        'InvalidRequestContent',
        'The request content was invalid and could not be deserialized.',
      ),
      route: `${method} (malformed)`,
    };
  if (path.toLowerCase().startsWith('/sandbox/'))
    return {
      reply: answerControl(setup.control, { ...request, body: body.value }),
      route: 'sandbox',
      own: true,
    };
  return answerArm(setup.world(), setup.arm(), {
    ...request,
    body: body.value,
    authorization: incoming.authorization,
  });
}

async function read(request: IncomingMessage): Promise<Incoming | Reply> {
  const text = await readBody(request);
  // A page in a browser may point a name of its own at 127.0.0.1; it must not get at the sandbox through it.
  const origin = loopbackOrigin(request.headers.host);
  if (origin === undefined || request.headers.origin !== undefined)
    return armError(421, 'MisdirectedRequest', 'The sandbox answers programs on this machine only.');
  const url = URL.canParse(request.url ?? '/', origin) ? new URL(request.url ?? '/', origin) : undefined;
  const path = url && decodePath(url.pathname);
  if (text === undefined || url === undefined || path === undefined)
    return armError(400, 'BadRequest', 'The request could not be read.');
  return {
    method: request.method ?? 'GET',
    path,
    url,
    origin,
    text,
    isForm: request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false,
    authorization: request.headers.authorization,
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
  times: { started: number; ended: number },
): RecordedExchange {
  const { reply } = given;
  return {
    time: new Date(times.started).toISOString(),
    method: incoming.method,
    url: incoming.url.href,
    requestBody: withoutSecrets(requestBodyOf(incoming)),
    status: reply.dropped === true ? 0 : reply.status,
    headers: headersOf(reply),
    responseBody: withoutSecrets(reply.body === undefined ? null : parseJson(bodyText(reply))?.value),
    durationMs: times.ended - times.started,
  };
}

/** Waits as long as Azure would take to answer. */
async function linger(setup: ServeSetup, incoming: Incoming): Promise<void> {
  const slow = setup.control.trouble.strike(incoming, (kind) => kind === 'slow')?.rule.delayMs ?? 0;
  const wait = setup.control.behaviour.latencyMs + slow;
  if (wait > 0) await delay(wait);
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
  if (!('path' in incoming)) {
    write(response, incoming, headersOf(incoming));
    return;
  }
  if (incoming.path.toLowerCase().startsWith('/sandbox/')) {
    const { reply } = answer(setup, incoming);
    write(response, reply, headersOf(reply));
    return;
  }
  counters.requestStarted();
  let given: Answer = { reply: armError(500, 'SandboxDefect', 'The sandbox failed.'), route: 'defect' };
  try {
    await linger(setup, incoming);
    given = answer(setup, incoming);
  } catch (error) {
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
    given = { reply: armError(500, 'SandboxDefect', why), route: 'defect' };
  }
  counters.requestEnded(given.route, given.reply.dropped === true ? 0 : given.reply.status);
  write(response, given.reply, headersOf(given.reply));
  setup.record?.(entryOf(incoming, given, { started, ended: Date.now() }));
}
