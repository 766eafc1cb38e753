import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';

/** Looks again and again until `look` has what was waited for; else fails, within `deadlineMs`, with its last words. */
export async function until<T>(
  page: Page,
  look: () => Promise<{ readonly found: T } | { readonly instead: string }>,
  deadlineMs = 30_000,
): Promise<T> {
  const deadline = Date.now() + deadlineMs;
  for (;;) {
    const seen = await look();
    if ('found' in seen) return seen.found;
    assert.ok(Date.now() < deadline, seen.instead);
    await page.waitForTimeout(100);
  }
}
