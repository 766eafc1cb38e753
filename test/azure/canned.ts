import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';

import { sandboxCloud } from '../../src/account/cloud';
import type { AccessToken, SignIn, TokenRequest } from '../../src/account/sign-in';
import { Arm } from '../../src/azure/wire/arm';
import { Gate } from '../../src/lifecycle/flow/gate';
import { createTransport } from '../../src/azure/wire/transport';
import { createCertificate } from '../../src/sandbox/server/certificate';
import { activityIn } from '../double/activity';
import { keepingLog } from './sandboxed';
import { say } from '../../src/lifecycle/text';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A real HTTPS server on loopback that answers what the test says. */
export class Canned {
  handler: Handler = (_, response) => response.end('{}');
  readonly seen: { readonly url: string; readonly authorization: string }[] = [];
  readonly lines: string[] = [];
  readonly asked: TokenRequest[] = [];
  /** Tokens in the order they are handed out; the last one goes on. */
  tokens = ['first-token'];
  readonly signal = new AbortController().signal;
  caPem = '';
  #server: Server | undefined;
  #arm: Arm | undefined;

  async start(attemptTimeoutMs = 5000): Promise<this> {
    const { certPem, keyPem } = await createCertificate();
    this.caPem = certPem;
    this.#server = createServer({ cert: certPem, key: keyPem }, (request, response) => {
      this.seen.push({ url: request.url ?? '', authorization: request.headers.authorization ?? '' });
      this.handler(request, response);
    });
    await new Promise<void>((resolve) => this.#server?.listen(0, '127.0.0.1', resolve));
    this.#arm = this.open({ ca: certPem, attemptTimeoutMs });
    return this;
  }

  get url(): string {
    return `https://127.0.0.1:${(this.#server?.address() as AddressInfo).port}`;
  }

  get arm(): Arm {
    assert.ok(this.#arm);
    return this.#arm;
  }

  /** A sign-in at this server. */
  signIn(ca = this.caPem): SignIn {
    const url = this.url;
    return {
      kind: 'sandbox',
      cloud: sandboxCloud({ url, caPem: ca }),
      onDidChange: () => ({ dispose: () => undefined }),
      list: () => Promise.reject(new Error('not asked here')),
      token: (request): Promise<AccessToken> => {
        this.asked.push(request);
        const token = this.tokens.length > 1 ? this.tokens.shift() : this.tokens[0];
        return Promise.resolve({ token: token ?? '', expiresOn: Date.now() + 3_600_000 });
      },
      signIn: () => Promise.resolve(),
      dispose: () => undefined,
    };
  }

  /** Azure Resource Manager at this server; `ca` is what is trusted, the system's roots when left out. */
  open({ ca, attemptTimeoutMs = 5000 }: { ca?: string; attemptTimeoutMs?: number }): Arm {
    const signIn = this.signIn(ca);
    const http = createTransport({ gate: new Gate(16), attemptTimeoutMs, ...(ca !== undefined && { ca }) });
    return new Arm({ signIn, log: keepingLog(this.lines), http, userAgent: 'test', witness: activityIn() });
  }

  async get(path = '/subscriptions/s1/thing', arm = this.arm): Promise<unknown> {
    const access = { accountId: 'a', tenantId: 't' };
    return (await arm.get(path, { access, what: say('Could not look.'), signal: this.signal })).body;
  }

  /** What asks for something here. */
  get ask() {
    return { access: { accountId: 'a', tenantId: 't' }, what: say('Could not look.'), signal: this.signal };
  }

  async stop(): Promise<void> {
    this.#arm?.dispose();
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }
}

export function reply(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}
