import { randomUUID } from 'node:crypto';
import { Activity } from '../../src/operations/activity';
import type { Journal } from '../../src/operations/ports';
import type { Log } from '../../src/lifecycle/log';

/** A journal for as long as a test, which several windows may share. */
export class MemoryJournal implements Journal {
  lines: string[] = [];
  read = (): Promise<readonly string[]> => Promise.resolve([...this.lines]);
  append = (line: string): Promise<void> => {
    this.lines.push(line);
    return Promise.resolve();
  };
  replace = (lines: readonly string[]): Promise<void> => {
    this.lines = [...lines];
    return Promise.resolve();
  };
}

const silent: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

export function activityIn(journal: Journal = new MemoryJournal(), now: () => number = Date.now): Activity {
  return new Activity({ journal, log: silent, now, newId: randomUUID });
}
