import { FileSystemError, Uri, workspace } from 'vscode';
import { textOf, utf8 } from '../../lifecycle/bytes';
import type { Journal } from '../../operations/ports';

/** A text that is kept from one window to the next, where VS Code keeps what is the extension's. */
export function keptFile(file: Uri) {
  return {
    read: async (): Promise<string | undefined> => {
      try {
        return textOf(await workspace.fs.readFile(file));
      } catch (error) {
        if (error instanceof FileSystemError && error.code === 'FileNotFound') return undefined;
        throw error;
      }
    },
    write: async (text: string): Promise<void> => {
      await workspace.fs.createDirectory(Uri.joinPath(file, '..'));
      await workspace.fs.writeFile(file, utf8(text));
    },
    forget: async (): Promise<void> => {
      await workspace.fs.delete(file).then(undefined, () => undefined);
    },
  };
}

/** A journal in such a file. It is written whole each time, one line after the other: nothing can be put at the end of a file. */
export function keptJournal(file: Uri): Journal {
  const kept = keptFile(file);
  const read = async () => ((await kept.read()) ?? '').split('\n').filter((line) => line !== '');
  const replace = (lines: readonly string[]) => kept.write(lines.map((line) => `${line}\n`).join(''));
  let last: Promise<unknown> = Promise.resolve();
  const next = <T>(work: () => Promise<T>): Promise<T> => {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  };
  return {
    read: () => next(read),
    append: (line) => next(async () => replace([...(await read()), line])),
    replace: (lines) => next(() => replace(lines)),
  };
}
