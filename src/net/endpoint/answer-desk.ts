import type { IncomingMessage } from 'node:http';

import { Failure, isAbort, toFailure } from '../../lifecycle/failure';
import { say } from '../../lifecycle/text';
import type { Log } from '../../lifecycle/log';
import type { Granted, TokenBroker } from '../../token/broker/broker';
import type { DecodedToken } from '../../token/decode/decode-token';
import { jsonAnswer, oneLine, type TokenFields } from '../../token/protocol/answer';
import type { EndpointForm } from '../../token/environment';
import {
  appServiceError,
  appServiceTokenAnswer,
  isAppServiceToken,
  readAppServiceRequest,
} from '../../token/protocol/app-service';
import {
  imdsError,
  imdsRefusal,
  imdsTokenAnswer,
  isImdsInfo,
  isImdsToken,
  readImdsRequest,
} from '../../token/protocol/imds';
import type { AskedFor, InboundRequest } from '../../token/protocol/query';
import type { RawAnswer } from '../../tunnel/ports';
import { refusal, type EndpointReply, type Refusal } from './endpoint-reply';

export interface DeskDeps {
  readonly broker: Pick<TokenBroker, 'ask'>;
  readonly log: Log;
  readonly isSecret: (given: string) => boolean;
  readonly nameIdentity?: (token: DecodedToken) => string | undefined;
  readonly tenantId?: string;
  readonly form: EndpointForm;
  /** Unix milliseconds. */
  readonly now: () => number;
}

/** One of the two forms tokens are asked in. */
interface Form {
  readonly error: (status: number, words: string) => RawAnswer;
  readonly token: (raw: string, fields: TokenFields, now: number) => RawAnswer;
}

const imds: Form = {
  error: (status, words) => imdsError(status, status >= 500 ? 'service_unavailable' : 'access_denied', words),
  token: imdsTokenAnswer,
};
const appService: Form = { error: appServiceError, token: appServiceTokenAnswer };

const noImds = imdsError(
  403,
  'access_denied',
  'This endpoint gives tokens only in App Service form, with its secret (IDENTITY_ENDPOINT and IDENTITY_HEADER).',
);

/** Answers the requests that came through the door, in the form each was asked in. */
export class AnswerDesk {
  readonly #deps: DeskDeps;
  readonly tooMany: Refusal = { ...refusal(429, 'Too many requests at once.'), retryAfter: '1' };

  constructor(deps: DeskDeps) {
    this.#deps = deps;
  }

  /** `undefined` when the client is gone. Never rejects. */
  async answer(request: IncomingMessage, signal: AbortSignal): Promise<EndpointReply | undefined> {
    const inbound = inboundOf(request);
    if (this.#deps.form === 'app-service' && (isImdsToken(inbound.target) || isImdsInfo(inbound.target)))
      return reply(noImds, 'turned-away');
    if (isImdsToken(inbound.target)) return await this.#token(imds, readImdsRequest(inbound), signal);
    if (isAppServiceToken(inbound.target))
      return await this.#token(appService, readAppServiceRequest(inbound, this.#deps.isSecret), signal);
    if (isImdsInfo(inbound.target)) return this.#info(inbound);
    return reply(imdsError(404, 'not_found', 'There is no such path here.'), 'other');
  }

  async #token(
    form: Form,
    asked: AskedFor | { readonly refusal: RawAnswer },
    signal: AbortSignal,
  ): Promise<EndpointReply | undefined> {
    if ('refusal' in asked) return reply(asked.refusal, 'turned-away');
    try {
      const outcome = await this.#deps.broker.ask(asked, signal);
      return outcome.kind === 'granted' ? this.#granted(form, outcome) : passedOn(outcome.answer);
    } catch (error) {
      if (isAbort(error)) return undefined;
      const failure = toFailure(error, say('The token could not be fetched.'));
      this.#deps.log.warn(`A token request was not answered: ${failure.message}`);
      return reply(form.error(statusOf(failure), oneLine(failure.message)), 'error');
    }
  }

  #granted(form: Form, { token, fields, decoded }: Granted): EndpointReply {
    const clientId = fields.clientId ?? decoded?.clientId;
    const complete = clientId === undefined ? fields : { ...fields, clientId };
    const answer = token.use((raw) => form.token(raw, complete, this.#deps.now()));
    token.dispose();
    const name =
      (decoded === undefined ? undefined : this.#deps.nameIdentity?.(decoded)) ?? clientId ?? 'unknown';
    return { ...reply(answer, 'token'), identity: { name, resource: fields.resource } };
  }

  #info(inbound: InboundRequest): EndpointReply {
    const refused = imdsRefusal(inbound);
    if (refused !== undefined) return reply(refused, 'turned-away');
    const { tenantId } = this.#deps;
    return tenantId === undefined
      ? reply(imdsError(404, 'not_found', 'The tenant is not known here.'), 'other')
      : reply(jsonAnswer(200, 'OK', { tenantId }), 'other');
  }
}

function inboundOf({ method = '', url = '', headers }: IncomingMessage): InboundRequest {
  return {
    method,
    target: url,
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
    ),
  };
}

/** The far endpoint's refusal with its status and body; anything but a refusal is no answer to pass on. */
function passedOn(answer: RawAnswer): EndpointReply {
  if (answer.status < 400 || answer.status > 599)
    return reply(imdsError(502, 'server_error', `The token endpoint answered ${answer.status}.`), 'error');
  const retryAfter = answer.headers['retry-after'];
  return {
    ...reply(answer, 'error'),
    ...(retryAfter !== undefined && /^\d{1,6}$/.test(retryAfter) && { retryAfter }),
  };
}

/** Statuses that libraries retry only where a retry makes sense. */
function statusOf(failure: Failure): number {
  if (Failure.is(failure, 'timeout')) return 504;
  if (Failure.is(failure, 'offline') || Failure.is(failure, 'proxy')) return 502;
  if (Failure.is(failure, 'forbidden') || Failure.is(failure, 'unauthorized')) return 403;
  return Failure.is(failure, 'unavailable') || Failure.is(failure, 'throttled') ? 503 : 500;
}

function reply(answer: RawAnswer, outcome: EndpointReply['outcome']): EndpointReply {
  const type = answer.headers['content-type'] ?? '';
  return {
    status: answer.status,
    // It comes from afar: nothing in it may end the header.
    contentType: /^[\w./+; ="-]{1,100}$/.test(type) ? type : 'application/octet-stream',
    body: answer.body,
    outcome,
  };
}
