import type { IncomingMessage, ServerResponse } from 'node:http';

import { answerControl, type ControlSetup } from './control';
import { isReply, malformed, unreadable, type Reply } from '../http/reply';
import { receive, write } from '../http/respond';
import { readTarget } from '../http/target';
import { parseJson, wireAnswer, type WireAnswer, type WireRequest } from '../http/wire';

export interface ServeSetup {
  readonly control: ControlSetup;
  /** Answers what is not about the sandbox itself: Azure. */
  readonly answer: (request: WireRequest) => Promise<WireAnswer>;
}

/** The sandbox's own switches are neither delayed, counted nor recorded: they are not Azure. */
function answerOwn(control: ControlSetup, request: WireRequest): Reply | undefined {
  const target = readTarget(request.target, request.origin);
  if (target === undefined) return unreadable;
  if (!target.path.toLowerCase().startsWith('/sandbox/')) return undefined;
  const body = parseJson(request.text);
  if (body === undefined) return malformed;
  const { method, origin } = request;
  const { path, url } = target;
  return answerControl(control, { method, path, query: url.searchParams, body: body.value, origin });
}

/** Answers one request of the server. */
export async function serve(
  setup: ServeSetup,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const received = await receive(request);
  if (isReply(received)) {
    write(response, wireAnswer(received));
    return;
  }
  const own = answerOwn(setup.control, received);
  write(response, own === undefined ? await setup.answer(received) : wireAnswer(own));
}
