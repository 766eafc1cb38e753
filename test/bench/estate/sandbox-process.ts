import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { createInterface } from 'node:readline';

/** What `sandbox-cli` prints when it is ready, and what it trusts. */
export interface SandboxAddress {
  readonly url: string;
  readonly caPem: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** The sandbox in a process of its own, so that its work does not count as the extension's. */
export class SandboxProcess {
  readonly address: SandboxAddress;
  readonly #child: ChildProcess;

  private constructor(address: SandboxAddress, child: ChildProcess) {
    this.address = address;
    this.#child = child;
  }

  /** `program` is the bundled command line; `options` are its own. */
  static async start(program: string, options: readonly string[]): Promise<SandboxProcess> {
    const child = spawn(process.execPath, [program, ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
    const lines = createInterface({ input: child.stdout });
    const [line] = (await Promise.race([once(lines, 'line'), once(child, 'exit')])) as [unknown];
    if (typeof line !== 'string') throw new Error(`The sandbox did not start (${String(line)}).`);
    const ready = JSON.parse(line) as SandboxAddress & { readonly caFile: string };
    return new SandboxProcess({ ...ready, caPem: readFileSync(ready.caFile, 'utf8') }, child);
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    this.#child.kill('SIGTERM');
    await once(this.#child, 'exit');
  }
}

/** One of the sandbox's own switches. A connection of its own, closed again: it must not count among the extension's. */
export async function control(
  { url, caPem }: SandboxAddress,
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<unknown> {
  const sent = request(`${url}/sandbox/${path}`, {
    method,
    ca: caPem,
    agent: false,
    headers: { 'content-type': 'application/json' },
  });
  sent.end(body === undefined ? undefined : JSON.stringify(body));
  const [response] = (await once(sent, 'response')) as [AsyncIterable<Buffer> & { statusCode?: number }];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  if ((response.statusCode ?? 500) >= 300) throw new Error(`The sandbox refused ${path}: ${text}`);
  return text === '' ? undefined : (JSON.parse(text) as unknown);
}
