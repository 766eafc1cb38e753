import { abortError, onAbort } from '../../lifecycle/flow/abort';

/** Waits `ms`, or rejects with an `AbortError` when `signal` ends first. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted === true) throw abortError();
  await new Promise<void>((resolve, reject) => {
    const stop = onAbort(signal, () => {
      clearTimeout(timer);
      reject(abortError());
    });
    const timer = setTimeout(() => {
      stop();
      resolve();
    }, ms);
  });
}
