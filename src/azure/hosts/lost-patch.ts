import { armKey } from '../../estate/ids/arm-id';
import { userAssignedKeys } from '../../estate/app-identity';
import type { SpringApp } from '../../estate/resources';
import type { IdentityPatch, OperationHandle } from '../../identity/ports';
import { Failure } from '../../lifecycle/failure';
import { say } from '../../lifecycle/text';
import type { Log } from '../../lifecycle/log';
import { pause } from '../wire/pause';
import type { Recheck } from '../wire/recheck';

export interface SentPatch {
  readonly patch: IdentityPatch;
  readonly error: unknown;
  readonly log: Log;
  read(): Promise<SpringApp | undefined>;
  resend(): Promise<OperationHandle | undefined>;
}

/** How long to watch an app whose change may have been taken up, and how often to look; milliseconds. */
const watchFor = 180_000;
const lookEvery = 2000;

/**
 * After a PATCH whose answer got lost (the connection broke, a gateway gave up) nobody knows whether Azure has it. It
 * is never repeated blindly: the app is looked at first. Is it as wished, all is done; is it being updated, it is
 * watched to the end; is it untouched, the PATCH goes out once more, after its recheck:
 * nothing is running, and the app is what was confirmed. Every other error is passed on.
 */
export async function afterLostPatch(
  sent: SentPatch,
  signal: AbortSignal,
): Promise<OperationHandle | undefined> {
  if (!mayHaveArrived(sent.error)) throw sent.error;
  sent.log.warn('The answer to a change got lost; looking at the app to see whether Azure has it.');
  const deadline = Date.now() + watchFor;
  let app = await sent.read();
  while (app?.state.is === 'busy' && Date.now() < deadline) {
    await pause(lookEvery, signal);
    app = await sent.read();
  }
  if (app === undefined || app.state.is === 'busy') throw sent.error;
  if (isAsPatched(app, sent.patch)) return undefined;
  sent.log.info('Azure had not received the change; sending it once more.');
  return await sent.resend();
}

/** As `recheck`, but "nothing was sent" would not be true any more: what was changed meanwhile may be our own doing, too. */
export function recheckAfterLoss(recheck: Recheck, name: string): Recheck {
  return async (signal) => {
    try {
      await recheck(signal);
    } catch (error) {
      if (!Failure.is(error, 'conflict')) throw error;
      throw new Failure({
        code: 'operation-failed',
        what: say("The identities of '{0}' are neither as they were nor as wished.", name),
        why: say(
          'The change was sent, its answer got lost, and somebody changed the app meanwhile; it was not sent again.',
        ),
        remedy: say('Look at the app as it is now, then decide anew.'),
        action: 'refresh',
        cause: error,
      });
    }
  };
}

function mayHaveArrived(error: unknown): boolean {
  return Failure.is(error, 'offline') || Failure.is(error, 'timeout') || Failure.is(error, 'unavailable');
}

/** Whether the app is what a merge of `patch` leads to, as far as the patch says. */
function isAsPatched(app: SpringApp, patch: IdentityPatch): boolean {
  if (app.identity.type !== patch.type) return false;
  const has = userAssignedKeys(app.identity);
  return Object.entries(patch.userAssignedIdentities ?? {}).every(
    ([id, value]) => has.has(armKey(id)) === (value !== null),
  );
}
