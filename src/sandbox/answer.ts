import { textOf } from '../lifecycle/bytes';
import { answerArm, type ArmSetup } from './arm/arm';
import { withoutSignature } from './arm/url-signature';
import type { Counters } from './counters';
import { signIn, type SignInSetup } from './entra/sign-in';
import { signInTrouble } from './entra/sign-in-trouble';
import { armError, malformed, unreadable, type Reply } from './http/reply';
import { readTarget } from './http/target';
import { parseJson, wireAnswer, type WireAnswer, type WireRequest } from './http/wire';
import { withoutSecrets, type RecordedExchange } from './record';
import type { TroubleBook } from './trouble';
import type { Behaviour, World } from './world';

export interface AnswerSetup {
  readonly arm: () => ArmSetup;
  readonly trouble: TroubleBook;
  readonly counters: Counters;
  readonly behaviour: Behaviour;
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

function answerAzure(setup: AnswerSetup, incoming: Incoming): Answer {
  const { method, text } = incoming;
  const form = new URLSearchParams(incoming.isForm ? text : '');
  const signedIn = signIn(setup.signIn(), { ...incoming, form });
  if (signedIn !== undefined) {
    const reply = signInTrouble(setup.trouble, incoming) ?? signedIn;
    return { reply, route: `${method} sign-in` };
  }
  const body = parseJson(text);
  if (body === undefined) return { reply: malformed, route: `${method} (malformed)` };
  return answerArm(setup.world(), setup.arm(), { ...incoming, body: body.value });
}

/** What a request asks for; `undefined` when it cannot be read. */
function read({ method, target: sent, origin, headers, text }: WireRequest): Incoming | undefined {
  const target = readTarget(sent, origin);
  return (
    target && {
      ...target,
      method,
      query: target.url.searchParams,
      origin,
      text,
      isForm: /^application\/x-www-form-urlencoded/i.test(headers['content-type'] ?? ''),
      authorization: headers['authorization'],
      clientRequestId: headers['x-ms-client-request-id'],
    }
  );
}

function requestBodyOf(incoming: Incoming): unknown {
  if (incoming.text === '') return null;
  if (incoming.isForm) return Object.fromEntries(new URLSearchParams(incoming.text));
  return parseJson(incoming.text)?.value ?? incoming.text;
}

function entryOf(
  incoming: Incoming,
  sent: WireAnswer,
  at: { started: number; ended: number },
): RecordedExchange {
  return {
    time: new Date(at.started).toISOString(),
    method: incoming.method,
    url: withoutSignature(incoming.url.href),
    requestBody: withoutSecrets(requestBodyOf(incoming)),
    status: sent.dropped === true ? 0 : sent.status,
    headers: Object.fromEntries(
      Object.entries(sent.headers).map(([name, value]) => [name, withoutSignature(value)]),
    ),
    responseBody: withoutSecrets(sent.body.length === 0 ? null : parseJson(textOf(sent.body))?.value),
    durationMs: at.ended - at.started,
  };
}

/** Waits as long as Azure would take to answer. */
async function linger(setup: AnswerSetup, incoming: Incoming): Promise<void> {
  const slow = setup.trouble.strike(incoming, (kind) => kind === 'slow')?.rule.delayMs ?? 0;
  const wait = setup.behaviour.latencyMs + slow;
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
}

async function answer(setup: AnswerSetup, incoming: Incoming): Promise<Answer> {
  try {
    await linger(setup, incoming);
    return answerAzure(setup, incoming);
  } catch (error) {
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { reply: armError(500, 'SandboxDefect', why), route: 'defect' };
  }
}

/** Answers one request as Azure would. Never throws: what goes wrong inside is a 500 that says so. */
export async function answerRequest(setup: AnswerSetup, request: WireRequest): Promise<WireAnswer> {
  const { counters } = setup;
  const started = Date.now();
  const incoming = read(request);
  if (incoming === undefined) return wireAnswer(unreadable);
  counters.requestStarted();
  const given = await answer(setup, incoming);
  counters.requestEnded(given.route, given.reply.dropped === true ? 0 : given.reply.status);
  const sent = wireAnswer(given.reply);
  setup.record?.(entryOf(incoming, sent, { started, ended: Date.now() }));
  return sent;
}
