import type { OperationStatus } from '../identity/ports';
import { objectOr, text } from './read/json';

/** `{status, error}` of an operation; unknown words count as running, as Azure's own clients take them. */
export function statusOf(body: unknown): OperationStatus {
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
