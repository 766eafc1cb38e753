import type { PipelineRequest, PipelineResponse } from '@azure/core-rest-pipeline';

import type { ChangeAnswer, ChangeWitness } from '../../operations/ports';

/** Sends a request that changes something, seen by the witness before it leaves and when it is answered. */
export async function sendWitnessed(
  request: PipelineRequest,
  { witness, accountId }: { readonly witness: ChangeWitness; readonly accountId: string },
  send: () => Promise<PipelineResponse>,
): Promise<PipelineResponse> {
  const resource = decodeURIComponent(new URL(request.url).pathname);
  const seen = await witness.leaving({ method: request.method, resource, accountId });
  try {
    const response = await send();
    seen.answered(answerOf(response));
    return response;
  } catch (error) {
    seen.answered(undefined);
    throw error;
  }
}

function answerOf({ status, headers }: PipelineResponse): ChangeAnswer {
  const correlationId = headers.get('x-ms-correlation-request-id');
  const operationId = operationIn(headers.get('azure-asyncoperation') ?? headers.get('location'));
  return {
    status,
    ...(correlationId !== undefined && { correlationId }),
    ...(operationId !== undefined && { operationId }),
  };
}

/** The operation's id alone: the query of its URL is signed, and as good as a key. */
function operationIn(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  return /\/(?:operationId|operations|operationResults|operationStatuses)\/([\w-]{1,80})$/i.exec(
    new URL(url).pathname,
  )?.[1];
}
