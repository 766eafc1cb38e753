import { Agent, request } from 'node:https';
import type { IncomingHttpHeaders } from 'node:http';

import type { Sandbox } from '../../src/sandbox/contract';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Parsed JSON; `undefined` without body. */
  readonly body: unknown;
}

interface Sending {
  readonly method: string;
  readonly url: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends requests to a sandbox over real TLS, trusting its certificate and nothing else. */
export class Asker {
  readonly #sandbox: Sandbox;
  readonly #agent: Agent;
  readonly #tokens = new Map<string, string>();

  constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox;
    this.#agent = new Agent({ ca: sandbox.caPem, keepAlive: true });
  }

  close(): void {
    this.#agent.destroy();
  }

  send({ method, url, body, headers }: Sending): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const sent = request(url, { method, agent: this.#agent, headers: { ...headers } }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          const parsed: unknown = text === '' ? undefined : JSON.parse(text);
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: parsed });
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }

  /** A token of the sandbox's service principal; `extra` adds to the form or replaces parts of it. */
  async requestToken(tenantId = this.#sandbox.tenantId, extra: Readonly<Record<string, string>> = {}) {
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: this.#sandbox.clientId,
      client_secret: this.#sandbox.clientSecret,
      scope: 'https://management.core.windows.net//.default',
      ...extra,
    });
    return this.send({
      method: 'POST',
      url: `${this.#sandbox.url}/${tenantId}/oauth2/v2.0/token`,
      body: form.toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
  }

  async token(tenantId = this.#sandbox.tenantId): Promise<string> {
    const kept = this.#tokens.get(tenantId);
    if (kept !== undefined) return kept;
    const { body } = await this.requestToken(tenantId);
    const token = (body as { access_token: string }).access_token;
    this.#tokens.set(tenantId, token);
    return token;
  }

  /** Asks ARM. `path` may be an absolute URL (a link of an earlier answer). */
  async arm(method: string, path: string, body?: unknown, tenantId?: string): Promise<Answer> {
    const url = path.startsWith('https://') ? path : `${this.#sandbox.url}${path}`;
    return this.send({
      method,
      url,
      headers: {
        authorization: `Bearer ${await this.token(tenantId)}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** Uses one of the sandbox's own switches. */
  control(method: string, path: string, body?: unknown): Promise<Answer> {
    return this.send({
      method,
      url: `${this.#sandbox.url}/sandbox/${path}`,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }
}
