import type { PipelinePolicy, PipelineRequest } from '@azure/core-rest-pipeline';

import type { ChangeWitness } from '../../operations/ports';
import { isRead } from './pace/retry';
import { sendWitnessed } from './witnessed';

/**
 * Called right before every sending of a write, the first or the fifth: after a 429, a token that was refused, a wait for the
 * user. It looks at Azure again and throws (a `Failure`, which ends the request) when what was confirmed is no longer right.
 */
export type Recheck = (signal: AbortSignal) => Promise<void>;

/**
 * Lets no write out without its recheck and its witness, whoever sends it again above us. A write that brings no recheck (an SDK
 * client's) is a defect and does not leave.
 */
export function createRecheckPolicy(
  rechecks: WeakMap<PipelineRequest, Recheck | 'changes-nothing'>,
  seenBy: { readonly witness: ChangeWitness; readonly accountId: string },
): PipelinePolicy {
  return {
    name: 'springIdentityRecheckPolicy',
    async sendRequest(request, next) {
      if (!isRead(request)) {
        const recheck = rechecks.get(request);
        if (recheck === undefined) throw new Error(`A ${request.method} was about to leave unchecked.`);
        const signal = (request.abortSignal as AbortSignal | undefined) ?? new AbortController().signal;
        if (recheck !== 'changes-nothing') {
          await recheck(signal);
          return await sendWitnessed(request, seenBy, () => next(request));
        }
      }
      return await next(request);
    },
  };
}
