import { Failure } from '../../lifecycle/failure';
import { say } from '../../lifecycle/text';
import { pauseBeforePoll } from '../../operations/poll-pace';
import { readStatus } from '../operation-status';
import { pause } from '../wire/abort';
import type { Answer, Arm, Ask } from '../wire/arm';

/** Cosmos DB and caches take a minute or two; after this long nobody waits any more. Milliseconds. */
const deadlineMs = 10 * 60_000;

/** Waits until what a write started has ended, where it answered with an operation. Throws `Failure` when Azure failed it. */
export async function settled(arm: Arm, answer: Answer, ask: Ask): Promise<void> {
  const isAccepted = answer.status === 201 || answer.status === 202;
  // A 201 may carry the address of the new resource as its location, which is no operation.
  const url =
    answer.header('azure-asyncoperation') ?? (answer.status === 202 ? answer.header('location') : undefined);
  if (!isAccepted || url === undefined) return;
  arm.requireArm(url, ask.what);
  const deadline = Date.now() + deadlineMs;
  for (;;) {
    const status = await readStatus(arm, url, ask);
    if (status.state === 'succeeded') return;
    if (status.state === 'failed')
      throw new Failure({
        code: 'operation-failed',
        what: ask.what,
        why: say('Azure accepted it, then failed it: {0} ({1})', status.message, status.code),
        azureCode: status.code,
        action: 'retry',
      });
    if (Date.now() > deadline)
      throw new Failure({
        code: 'timeout',
        what: ask.what,
        why: say('Azure has not finished within ten minutes; it may still do so.'),
        remedy: say('Look again later; granting it again does no harm.'),
        action: 'retry',
      });
    await pause(pauseBeforePoll(status.retryAfterMs), ask.signal);
  }
}
