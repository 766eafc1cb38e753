import { setTimeout as delay } from 'node:timers/promises';

import type { Clock } from '../token/broker/broker';

/** Real time. Nothing waited for here keeps a process alive that is about to end. */
export const systemClock: Clock = {
  now: () => Date.now(),
  wait: async (ms, signal) => {
    await delay(ms, undefined, { signal, ref: false });
  },
  after: (ms, call) => {
    const timer = setTimeout(call, ms).unref();
    return {
      dispose: () => {
        clearTimeout(timer);
      },
    };
  },
};
