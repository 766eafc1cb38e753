import type { OperationStatus } from '../identity/ports';
import { objectOr, text } from './read/json';
import type { Arm, Ask } from './wire/arm';
import { pollingPatience } from './wire/pace/retry';
import { fromRetryAfter } from './wire/pace/retry-delay';

/**
 * One look at a running change. The URL is Azure's and asked for as it is: it is signed, three kilobytes long, and as
 * good as a key to the operation. It goes to Azure Resource Manager only, and no part of its query into log or errors.
 */
export async function readStatus(arm: Arm, statusUrl: string, ask: Ask): Promise<OperationStatus> {
  const answer = await arm.follow(statusUrl, { ...ask, patience: pollingPatience });
  // A `location` URL answers 202 until the end, and then the resource itself.
  const status: OperationStatus = answer.status === 202 ? { state: 'running' } : statusOf(answer.body);
  if (status.state !== 'running') return status;
  const retryAfterMs = fromRetryAfter(answer.header('retry-after'), Date.now());
  return retryAfterMs === undefined ? status : { ...status, retryAfterMs };
}

/** `{status, error}` of an operation; unknown words count as running, as Azure's own clients take them. */
function statusOf(body: unknown): OperationStatus {
  const from = objectOr(body);
  const state =
    text(from, 'status') ?? text(objectOr(from['properties']), 'provisioningState') ?? 'Succeeded';
  switch (state.toLowerCase()) {
    case 'succeeded':
      return { state: 'succeeded' };
    case 'failed':
    case 'canceled':
    case 'cancelled': {
      const error = objectOr(from['error']);
      return {
        state: 'failed',
        code: text(error, 'code') ?? state,
        message: text(error, 'message') ?? 'Azure gave no reason.',
      };
    }
    default:
      return { state: 'running' };
  }
}
