import type { OperationStatus } from '../identity/ports';
import { Failure } from '../lifecycle/failure';
import { say, type Text } from '../lifecycle/text';
import { pauseBeforePoll } from '../operations/poll-pace';
import { objectOr, text } from './read/json';
import { pause } from './wire/pause';
import type { Answer, Arm, Ask } from './wire/arm';
import { pollingPatience } from './wire/pace/retry';
import { fromRetryAfter } from './wire/pace/retry-delay';

/** A change to be followed to its end. */
export interface Following extends Ask {
  /** After this long nobody waits any more. Milliseconds. */
  readonly deadlineMs: number;
  /** What to do when it has not ended by then. */
  readonly afterwards: Text;
  /** Resolves after `ms`; `pause` but in tests. */
  readonly wait?: typeof pause;
}

/**
 * Where Azure tells how far a change is that it has accepted; `undefined` when it is done already. Throws `Failure` when that is elsewhere than
 * in Azure Resource Manager.
 */
export function statusUrlOf(arm: Arm, accepted: Answer, what: Text): string | undefined {
  // The `location` of a 201 may be the new resource, which is no operation.
  const url =
    accepted.header('azure-asyncoperation') ??
    (accepted.status === 202 ? accepted.header('location') : undefined);
  if (url !== undefined) arm.requireArm(url, what);
  return url;
}

/**
 * Waits until what a write started has ended; at once where it started nothing. Throws `Failure` when Azure fails it or does not end it in time.
 * A change of an app's identities is followed by `identity/watch.ts` instead: it is shown meanwhile and found again after a reload.
 */
export async function untilDone(arm: Arm, accepted: Answer, following: Following): Promise<void> {
  const { what, signal, deadlineMs, afterwards, wait = pause } = following;
  const url = statusUrlOf(arm, accepted, what);
  if (url === undefined) return;
  const deadline = Date.now() + deadlineMs;
  // The answer that accepts a change names no pace, and no recorded one was over at once.
  for (let askedMs: number | undefined; ;) {
    const pauseMs = pauseBeforePoll(askedMs);
    if (Date.now() + pauseMs > deadline)
      throw new Failure({
        code: 'timeout',
        what,
        why: say('Azure has not finished after {0} minutes; it may finish later.', deadlineMs / 60_000),
        remedy: afterwards,
        action: 'refresh',
      });
    await wait(pauseMs, signal);
    const status = await readStatus(arm, url, following);
    if (status.state === 'succeeded') return;
    if (status.state === 'failed')
      throw new Failure({
        code: 'operation-failed',
        what,
        why: say('Azure accepted it, then could not carry it out: {0}: {1}', status.code, status.message),
        azureCode: status.code,
        action: 'refresh',
      });
    askedMs = status.retryAfterMs;
  }
}

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
