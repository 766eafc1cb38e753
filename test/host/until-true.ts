import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';

/** Looks again and again until what was waited for is so; else fails after ten seconds with what is instead. */
export async function untilTrue(isSo: () => boolean, instead: () => string): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!isSo()) {
    assert.ok(Date.now() < deadline, instead());
    await delay(50);
  }
}
