import {
  createHttpHeaders,
  RestError,
  type HttpClient,
  type PipelineRequest,
  type PipelineResponse,
} from '@azure/core-rest-pipeline';

import { textOf } from '../../lifecycle/bytes';
import { orAborted } from '../../lifecycle/flow/abort';

/** Answers requests in this program, without a connection. Never rejects. */
export type Carrier = (request: {
  readonly method: string;
  readonly target: string;
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}) => Promise<{
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly dropped?: true;
}>;

/** Hands the requests to one origin to `carry`, and lets no other request out. */
export function createCarriedTransport(origin: string, carry: Carrier): HttpClient {
  return {
    async sendRequest(request: PipelineRequest): Promise<PipelineResponse> {
      if (new URL(request.url).origin !== origin)
        throw new RestError('Only the sandbox is reached from here.', { code: 'ENOTFOUND' });
      const { method, url: target, headers, body } = request;
      const text = typeof body === 'string' ? body : '';
      const answer = carry({ method, target, headers: headers.toJSON(), text });
      const signal = request.abortSignal as AbortSignal | undefined;
      const { status, dropped, ...rest } = await (signal === undefined ? answer : orAborted(answer, signal));
      if (dropped === true) throw new RestError('The connection was cut.', { code: 'ECONNRESET' });
      return { request, status, headers: createHttpHeaders(rest.headers), bodyAsText: textOf(rest.body) };
    },
  };
}
