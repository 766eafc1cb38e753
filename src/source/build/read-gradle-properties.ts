import type { Reading } from '../reading';
import type { SourceFile } from '../source-file';
import { LiteralNames } from './literal-names';

/** Reads `gradle.properties`, of which only the versions matter that scripts beside and below it use by name. */
export function readGradleProperties({ text }: SourceFile): Reading {
  const names = new LiteralNames();
  let at = 0;
  for (const line of text.split('\n')) {
    const [, name, value] = /^\s*([\w.-]{1,200})\s*[=:]\s*([\w.-]{1,100})\s*$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) {
      const start = at + line.lastIndexOf(value);
      names.set(name, { text: value, span: { start, end: start + value.length } });
    }
    at += line.length + 1;
  }
  const nothing = { dependencies: [], deployments: [], aliases: [] };
  return {
    subjects: [{ kind: 'build', format: 'properties', ...nothing, names: names.versions(), open: false }],
    comments: [],
  };
}
