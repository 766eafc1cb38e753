import { createHook } from 'node:async_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const kinds: ReadonlySet<string> = new Set(['TCPWRAP', 'TCPSERVERWRAP', 'Timeout']);

/**
 * Runs `work` and answers how many sockets, servers and timers made meanwhile are still there. Those that do not keep the
 * process alive count as well, which `process.getActiveResourcesInfo` leaves out.
 */
export async function leftBy(work: () => Promise<void>): Promise<number> {
  const alive = new Set<number>();
  const hook = createHook({
    init: (id, kind) => {
      if (kinds.has(kind)) alive.add(id);
    },
    destroy: (id) => {
      alive.delete(id);
    },
  }).enable();
  await work();
  // What is closing needs a moment, and Node itself keeps a timer of a second after answering over HTTP.
  const deadline = performance.now() + 3_000;
  do {
    await delay(100);
    await new Promise(setImmediate);
  } while (alive.size > 0 && performance.now() < deadline);
  hook.disable();
  return alive.size;
}

/** Bytes in use after everything that can go has gone. */
export async function heapInUse(): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  for (let i = 0; i < 3; i += 1) {
    await new Promise(setImmediate);
    collect();
  }
  return process.memoryUsage().heapUsed;
}
