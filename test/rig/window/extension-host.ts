import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import readline from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import type * as vscode from 'vscode';
import type { DataFolder } from './data-folder';

/** Folder of the extension that answers `ExtensionHost.run`. */
export const companionFolder = path.resolve(import.meta.dirname, '../companion');

/** The extension host of one window, reached through the companion extension. */
export interface ExtensionHost {
  readonly pid: number;
  /**
   * Runs `code` inside the extension host. It travels as text, so it can use nothing but its parameters: `vscode`, the JSON
   * `argument`, and `require`. Rejects with the stack of whatever it throws, or after `timeoutMs` (default 30 s).
   */
  run<Result, Argument = undefined>(
    code: (api: typeof vscode, argument: Argument, require: NodeJS.Require) => Result | PromiseLike<Result>,
    argument?: Argument,
    timeoutMs?: number,
  ): Promise<Result>;
  close(): void;
}

interface Address {
  readonly pid: number;
  readonly socket: string;
}

/**
 * Waits for the extension host of the window that opened last. `not` is the host known before a reload.
 * Rejects after `timeoutMs` (default 60 s).
 */
export async function waitForExtensionHost(
  data: DataFolder,
  not?: number,
  timeoutMs = 60_000,
): Promise<ExtensionHost> {
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline) {
    const address = readAddress(path.join(data.companion, 'latest.json'));
    if (address !== undefined && address.pid !== not) return await connect(address);
    await delay(50);
  }
  throw new Error(`No extension host came up within ${timeoutMs / 1000} s.`);
}

/** The process id of the extension host that came up last, alive or not. */
export function knownExtensionHost(data: DataFolder): number | undefined {
  return readAddress(path.join(data.companion, 'latest.json'))?.pid;
}

function readAddress(file: string): Address | undefined {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')) as Address;
  } catch {
    return undefined;
  }
}

async function connect(address: Address): Promise<ExtensionHost> {
  const connection = net.connect(address.socket);
  await once(connection, 'connect');
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let next = 0;
  readline.createInterface({ input: connection }).on('line', (line) => {
    const answer = JSON.parse(line) as { id: number; value?: unknown; error?: string };
    const caller = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (answer.error === undefined) caller?.resolve(answer.value);
    else caller?.reject(new Error(`In the extension host: ${answer.error}`));
  });
  connection.on('error', () => connection.destroy());
  connection.once('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('The extension host ended.'));
    waiting.clear();
  });
  return {
    pid: address.pid,
    close: () => connection.destroy(),
    run: (code, argument, timeoutMs = 30_000) => {
      const id = next++;
      const timer = new AbortController();
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve: resolve, reject });
        connection.write(`${JSON.stringify({ id, code: code.toString(), argument })}\n`);
        delay(timeoutMs, undefined, { signal: timer.signal }).then(
          () => {
            waiting.delete(id);
            reject(new Error(`The extension host did not answer within ${timeoutMs / 1000} s.`));
          },
          () => undefined,
        );
      }).finally(() => {
        timer.abort();
      }) as never;
    },
  };
}
