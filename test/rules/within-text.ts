import assert from 'node:assert/strict';
import { lintFile } from '../../src/lint/lint-file';
import { collectFacts } from '../../src/rules/collect-facts';
import type { Grammars } from '../../src/source/grammar/grammars';
import { readSource } from '../../src/source/read-source';
import { sourceFile } from '../../src/source/source-file';
import type { Span } from '../../src/source/span';

/**
 * Asserts that all that is read in a text, all it tells and all that is found in it lies within the text. The grammars of its
 * language must be loaded.
 */
export function assertWithin(path: string, text: string, grammars: Grammars): void {
  const file = sourceFile(path, text);
  assert.ok(file !== undefined);
  const reading = readSource(file, grammars);
  const all = [reading, collectFacts(reading.subjects), lintFile(file, grammars, { project: {} }).findings];
  for (const { start, end } of spansIn(all, new Set()))
    assert.ok(start >= 0 && start <= end && end <= text.length, `${String(start)}..${String(end)}`);
}

/** Every span in plain data, wherever it stands. */
function* spansIn(data: unknown, seen: Set<unknown>): Generator<Span> {
  if (typeof data !== 'object' || data === null || seen.has(data)) return;
  seen.add(data);
  if ('start' in data && 'end' in data) yield data as Span;
  const inner = data instanceof Map ? [...data.values()] : Object.values(data);
  for (const one of inner) yield* spansIn(one, seen);
}
