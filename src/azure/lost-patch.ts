import { armKey } from '../estate/arm-id';
import { userAssignedKeys } from '../estate/app-identity';
import type { SpringApp } from '../estate/resources';
import type { IdentityPatch, OperationHandle } from '../identity/ports';
import { Failure } from '../lifecycle/failure';
import type { Log } from '../lifecycle/log';
import { pause } from './wire/abort';

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
 * watched to the end; is it untouched, the PATCH goes out once more, which is safe because nothing is running and a
 * merge names its end state. Every other error is passed on.
 */
export async function afterLostPatch(
  sent: SentPatch,
  signal: AbortSignal,
): Promise<OperationHandle | undefined> {
  if (!mayHaveArrived(sent.error)) throw sent.error;
  sent.log.warn('The answer to a change got lost; looking at the app to see whether Azure has it.');
  const deadline = Date.now() + watchFor;
  let app = await sent.read();
  while (app !== undefined && isChanging(app) && Date.now() < deadline) {
    await pause(lookEvery, signal);
    app = await sent.read();
  }
  if (app === undefined || isChanging(app)) throw sent.error;
  if (isAsPatched(app, sent.patch)) return undefined;
  sent.log.info('Azure had not received the change; sending it once more.');
  return await sent.resend();
}

function mayHaveArrived(error: unknown): boolean {
  return Failure.is(error, 'offline') || Failure.is(error, 'timeout') || Failure.is(error, 'unavailable');
}

function isChanging(app: SpringApp): boolean {
  return ['updating', 'creating', 'deleting'].includes(app.provisioningState.toLowerCase());
}

/** Whether the app is what a merge of `patch` leads to, as far as the patch says. */
export function isAsPatched(app: SpringApp, patch: IdentityPatch): boolean {
  if (app.identity.type !== patch.type) return false;
  const has = userAssignedKeys(app.identity);
  return Object.entries(patch.userAssignedIdentities ?? {}).every(
    ([id, value]) => has.has(armKey(id)) === (value !== null),
  );
}
