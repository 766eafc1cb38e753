import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

import type { Disposable } from '../../lifecycle/disposable-store';
import { Emitter, type Event } from '../../lifecycle/emitter';
import { Failure } from '../../lifecycle/failure';
import { say, verbatim, type Text } from '../../lifecycle/text';
import type { Log, Redactor } from '../../lifecycle/log';
import type { TokenBroker } from '../../token/broker/broker';
import type { DecodedToken } from '../../token/decode/decode-token';
import type { EndpointAddress, EndpointForm } from '../../token/environment';
import { appServicePath } from '../../token/protocol/app-service';
import { AnswerDesk } from './answer-desk';
import { doorRefusal } from './endpoint-door';
import { limitConnections } from './connection-limit';
import { refusal, type EndpointReply } from './endpoint-reply';
import { PeerCheck, type PeerLookup } from './peer-check';
import { RateLimit, type Rate } from './rate-limit';

/** What went through an endpoint since it was opened. Times in Unix milliseconds. */
export interface EndpointStats {
  readonly startedAt: number;
  /** Requests answered, whatever the answer. */
  readonly requests: number;
  readonly tokens: number;
  /** Turned away at the door: another host's name, a browser, no secret, too many. */
  readonly turnedAway: number;
  /** Refusals of the far endpoint, and trouble on the way to it. */
  readonly errors: number;
  readonly waiting: number;
  /** The identity of the last token; never the token. */
  readonly lastIdentity?: { readonly name: string; readonly resource: string; readonly at: number };
}

export interface LocalEndpoint extends EndpointAddress, Disposable {
  readonly port: number;
  readonly stats: EndpointStats;
  /** After every answer; whoever draws it slows it down. */
  readonly onDidChange: Event<EndpointStats>;
  /** The server closed for another reason than `close`; fires once. */
  readonly onDidEnd: Event<Text>;
  /** Frees the port, ends open connections and requests under way. */
  close(): Promise<void>;
}

export interface EndpointOptions {
  readonly broker: Pick<TokenBroker, 'ask'>;
  readonly log: Log;
  readonly redactor: Pick<Redactor, 'register' | 'forget'>;
  /** A port of the user's choice; any free one otherwise. */
  readonly port?: number;
  /** Unix milliseconds. */
  readonly now: () => number;
  /** Names the identity of a token for people, from the live state. */
  readonly nameIdentity?: (token: DecodedToken) => string | undefined;
  /** Answered at `/metadata/identity/info`. */
  readonly tenantId?: string;
  readonly rate?: Rate;
  /**
   * `app-service`: only who knows `identityHeader` gets tokens. `imds`: in addition the form of IMDS, which has no secret, so that
   * every program of this user gets them.
   */
  readonly form: EndpointForm;
  /** Who holds the other end of a connection; other users of this computer are turned away. */
  readonly peer: PeerLookup;
}

/** Far more than any program asks for, and few enough that a program gone wild is noticed. */
const ofAnotherUser = refusal(403, 'This endpoint is for programs of the user who opened it.');
const defaultRate: Rate = { perSecond: 2_000, burst: 12_000 };
const mostWaiting = 512;
const mostConnections = 1_024;

/**
 * Opens `http://127.0.0.1:<port>` and answers token requests in IMDS and in App Service form through a broker.
 * Throws `Failure` `conflict` when the chosen port is taken.
 */
export async function openLocalEndpoint(options: EndpointOptions): Promise<LocalEndpoint> {
  const endpoint = new LoopbackEndpoint(options);
  await endpoint.listen(options.port ?? 0);
  return endpoint;
}

class LoopbackEndpoint implements LocalEndpoint {
  readonly identityHeader = randomBytes(32).toString('hex');
  readonly #secretHash = hash(this.identityHeader);
  readonly #options: EndpointOptions;
  readonly #server: http.Server;
  readonly #rate: RateLimit;
  readonly #desk: AnswerDesk;
  readonly #peers: PeerCheck;
  readonly #serving = new Set<Socket>();
  /** Requests under way; one signal for all would carry hundreds of listeners. */
  readonly #underWay = new Set<AbortController>();
  readonly #changed = new Emitter<EndpointStats>();
  readonly #ended = new Emitter<Text>();
  readonly #startedAt: number;
  #requests = 0;
  #tokens = 0;
  #turnedAway = 0;
  #errors = 0;
  #lastIdentity: EndpointStats['lastIdentity'];
  #port = 0;
  #closing: Promise<void> | undefined;
  readonly onDidChange = this.#changed.event;
  readonly onDidEnd = this.#ended.event;

  constructor(options: EndpointOptions) {
    this.#options = options;
    this.#startedAt = options.now();
    this.#rate = new RateLimit(options.rate ?? defaultRate);
    this.#peers = new PeerCheck(options.peer, process.getuid?.());
    this.#desk = new AnswerDesk({ ...options, isSecret: (given) => this.#isSecret(given) });
    options.redactor.register(this.identityHeader);
    this.#server = http.createServer(
      {
        maxHeaderSize: 16 * 1024,
        headersTimeout: 5_000,
        requestTimeout: 10_000,
        keepAliveTimeout: 5_000,
        connectionsCheckingInterval: 2_000,
      },
      (request, response) => void this.#serve(request, response),
    );
    // Counted at the door: Node itself would drop those beyond its limit.
    this.#server.maxHeadersCount = 0;
    limitConnections(this.#server, mostConnections, (socket) => this.#serving.has(socket));
  }

  get port(): number {
    return this.#port;
  }

  get form(): EndpointForm {
    return this.#options.form;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get identityEndpoint(): string {
    return `${this.url}${appServicePath}`;
  }

  get stats(): EndpointStats {
    return {
      startedAt: this.#startedAt,
      requests: this.#requests,
      tokens: this.#tokens,
      turnedAway: this.#turnedAway,
      errors: this.#errors,
      waiting: this.#underWay.size,
      ...(this.#lastIdentity !== undefined && { lastIdentity: this.#lastIdentity }),
    };
  }

  async listen(port: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', (error) => {
        this.#options.redactor.forget(this.identityHeader);
        reject(cannotListen(port, error));
      });
      this.#server.listen({ host: '127.0.0.1', port, exclusive: true }, resolve);
    });
    this.#server.removeAllListeners('error');
    this.#server.on('error', (error) => {
      this.#options.log.error('The local token endpoint failed.', error);
      this.#ended.fire(verbatim(error.message));
      void this.close();
    });
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  close(): Promise<void> {
    this.#closing ??= new Promise((resolve) => {
      for (const control of this.#underWay)
        control.abort(new DOMException('The endpoint was closed.', 'AbortError'));
      this.#server.close(() => {
        resolve();
      });
      this.#server.closeAllConnections();
      this.#options.redactor.forget(this.identityHeader);
      this.#changed.dispose();
    });
    return this.#closing;
  }

  dispose(): void {
    void this.close();
  }

  async #serve(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    response.on('error', () => undefined);
    const turnedAway =
      this.#underWay.size >= mostWaiting || !this.#rate.take(this.#options.now())
        ? this.#desk.tooMany
        : doorRefusal(request, this.#port);
    if (turnedAway !== undefined) {
      this.#finish(response, { ...turnedAway, outcome: 'turned-away' });
      return;
    }
    const { socket } = request;
    this.#serving.add(socket);
    response.once('close', () => this.#serving.delete(socket));
    if (!(await this.#peers.isOwn(socket))) {
      this.#finish(response, { ...ofAnotherUser, outcome: 'turned-away' });
      return;
    }
    if (response.destroyed) return;
    // No request here has a body worth reading.
    request.resume();
    const control = new AbortController();
    const leave = (): void => {
      control.abort(new DOMException('The client left.', 'AbortError'));
    };
    response.once('close', leave);
    this.#underWay.add(control);
    try {
      const reply = await this.#desk.answer(request, control.signal);
      if (reply !== undefined) this.#finish(response, reply);
      else response.destroy();
    } finally {
      this.#underWay.delete(control);
      response.removeListener('close', leave);
    }
  }

  #finish(response: http.ServerResponse, reply: EndpointReply): void {
    this.#count(reply);
    if (!response.destroyed) {
      response.writeHead(reply.status, {
        'Content-Type': reply.contentType,
        'Content-Length': reply.body.byteLength,
        'Cache-Control': 'no-store',
        'X-Content-Type-Options': 'nosniff',
        ...(reply.retryAfter !== undefined && { 'Retry-After': reply.retryAfter }),
        // Whoever was turned away may be in the middle of sending a body nobody reads.
        ...(reply.outcome === 'turned-away' && { Connection: 'close' }),
      });
      response.end(reply.body);
    }
    this.#changed.fire(this.stats);
  }

  #count({ outcome, identity }: EndpointReply): void {
    this.#requests += 1;
    if (outcome === 'token') this.#tokens += 1;
    if (outcome === 'turned-away') this.#turnedAway += 1;
    if (outcome === 'error') this.#errors += 1;
    if (identity !== undefined) this.#lastIdentity = { ...identity, at: this.#options.now() };
  }

  /** Compares hashes, so that neither length nor content shows in the time it takes. */
  #isSecret(given: string): boolean {
    return timingSafeEqual(hash(given), this.#secretHash);
  }
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function cannotListen(port: number, error: NodeJS.ErrnoException): Failure {
  const taken = error.code === 'EADDRINUSE';
  return new Failure({
    code: taken ? 'conflict' : 'unexpected',
    what: say('The local token endpoint could not be opened.'),
    why: taken
      ? say('Port {0} is in use.', port)
      : say('This computer refused port {0} ({1}).', port, error.code ?? error.name),
    remedy: taken ? say('Choose another port, or let any free one be taken.') : say('Choose another port.'),
    cause: error,
  });
}
