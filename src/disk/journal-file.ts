import { appendFile, mkdir, open, rename } from 'node:fs/promises';
import path from 'node:path';

import type { Journal } from '../operations/ports';

/** More than this was not written by us: only its end is read. Bytes. */
const largest = 8 << 20;

/** A journal in a file of the user's own, which all windows append to: a line is written in one go, so none is lost. */
export function journalFile(file: string): Journal {
  return {
    read: async () => (await lastPart(file)).split('\n').filter((line) => line !== ''),
    append: async (line) => {
      await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
      await appendFile(file, `${line}\n`, { mode: 0o600 });
    },
    replace: async (lines) => {
      await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
      const beside = `${file}.${crypto.randomUUID()}.tmp`;
      await appendFile(beside, lines.map((line) => `${line}\n`).join(''), { mode: 0o600, flag: 'wx' });
      await rename(beside, file);
    },
  };
}

async function lastPart(file: string): Promise<string> {
  let handle;
  try {
    handle = await open(file, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
  try {
    const { size } = await handle.stat();
    const start = Math.max(0, size - largest);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - start), 0, size - start, start);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
}
