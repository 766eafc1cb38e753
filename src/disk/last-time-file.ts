import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** More than this was not written by us. Bytes. */
export const mostBytes = 5 << 20;

/** A text that is kept from one window to the next, in a file of the user's own. */
export interface KeptText {
  /** `undefined` when there is none. */
  read(): Promise<string | undefined>;
  write(text: string): Promise<void>;
  forget(): Promise<void>;
}

/** It is replaced whole: who reads meanwhile sees the old text or the new one. */
export function lastTimeFile(file: string): KeptText {
  return {
    read: async () => {
      try {
        if ((await stat(file)).size > mostBytes) return undefined;
        return await readFile(file, 'utf8');
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
        throw error;
      }
    },
    write: async (text) => {
      await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
      const beside = `${file}.${crypto.randomUUID()}.tmp`;
      await writeFile(beside, text, { mode: 0o600, flag: 'wx' });
      await rename(beside, file);
    },
    forget: () => rm(file, { force: true }),
  };
}
