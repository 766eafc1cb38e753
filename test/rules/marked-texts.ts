import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { cannedApps, type CannedApp } from './canned-apps';
import type { CheckOptions } from './check-rule';

/** A text of `texts/MI….txt`, with carets below what is to be reported. */
export interface MarkedText {
  readonly id: string;
  readonly isSilent: boolean;
  readonly path: string;
  /** What it shows, in words. */
  readonly about: string;
  readonly text: string;
  readonly options: CheckOptions;
}

const folder = path.join(__dirname, 'texts');

/**
 * Each text stands below a line of its own, so that nothing in it needs escapes:
 *
 *     === silent | src/main/java/App.java | the same words in a comment | app=both springBoot=3
 *
 * Other files of the same project follow it, each below `--- path`.
 */
export function markedTexts(): readonly MarkedText[] {
  return fs
    .readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .flatMap((name) =>
      textsOf(path.basename(name, '.txt'), fs.readFileSync(path.join(folder, name), 'utf8')),
    );
}

function textsOf(id: string, whole: string): readonly MarkedText[] {
  return whole
    .split(/^=== /m)
    .slice(1)
    .map((part) => {
      const [head = '', ...lines] = part.split('\n');
      const [kind = '', file = '', about = '', options = ''] = head.split('|').map((one) => one.trim());
      assert.ok(/^(?:silent|reported)$/.test(kind) && file !== '' && about !== '', `${id}: === ${head}`);
      const [text = '', ...others] = lines.join('\n').split(/^--- /m);
      return {
        id,
        isSilent: kind === 'silent',
        path: file,
        about,
        text,
        options: { ...optionsOf(options), ...(others.length > 0 && { others: othersOf(others) }) },
      };
    });
}

function othersOf(parts: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    parts.map((part) => {
      const end = part.indexOf('\n');
      return [part.slice(0, end).trim(), part.slice(end + 1)];
    }),
  );
}

function optionsOf(words: string): CheckOptions {
  const given = new Map(
    words
      .split(/\s+/)
      .filter((word) => word !== '')
      .map((word) => word.split('=') as [string, string]),
  );
  const app = given.get('app');
  assert.ok(app === undefined || app in cannedApps, `there is no canned app '${String(app)}'`);
  const [major, minor] = (given.get('springBoot') ?? '').split('.').map(Number);
  return {
    ...(app !== undefined && { app: app as CannedApp }),
    ...(given.has('springBoot') && {
      project: { springBoot: Number(major), ...(minor !== undefined && { springBootMinor: minor }) },
    }),
  };
}
