import { deserializationPolicy, serializationPolicy } from '@azure/core-client';
import {
  createEmptyPipeline,
  createPipelineRequest,
  decompressResponsePolicy,
  proxyPolicy,
  setClientRequestIdPolicy,
  userAgentPolicy,
  type HttpClient,
  type Pipeline,
  type PipelineRequest,
  type PipelineRequestOptions,
  type PipelineResponse,
} from '@azure/core-rest-pipeline';

import type { SignIn } from '../../account/sign-in';
import type { ArmId } from '../../estate/ids/arm-id';
import { Turns } from '../../lifecycle/flow/turns';
import { Failure } from '../../lifecycle/failure';
import type { Log } from '../../lifecycle/log';
import type { ChangeWitness } from '../../operations/ports';
import { withoutTrailing } from '../../lifecycle/trailing';
import { say, type Text } from '../../lifecycle/text';
import { explain } from '../failures';
import { asObject, text, valueOf } from '../read/json';
import { answerError } from './answer';
import { createAuthorizePolicy } from './authorize';
import { isNode, nextTurn } from './host';
import { createRecheckPolicy, type Recheck } from './recheck';
import { createRetryPolicy, describe, Pauses, readingPatience, type Patience } from './pace/retry';
import { PageTrail } from '../read/page-trail';
import { TokenCache, type Access } from './token-cache';

export interface ArmDeps {
  readonly signIn: SignIn;
  readonly log: Log;
  readonly http: HttpClient;
  readonly userAgent: string;
  readonly witness: ChangeWitness;
}

/** JSON parsed in one turn of the event loop, unless one answer alone is larger: a few milliseconds' worth. */
const charactersPerTurn = 128_000;

/** What is asked, and in whose words it is reported when it does not work. */
export interface Ask {
  readonly access: Access;
  /** "Could not read the apps of 'shop'." */
  readonly what: Text;
  readonly signal: AbortSignal;
  readonly patience?: Patience;
}

/** A write is never sent on the strength of what was seen a while ago. `'changes-nothing'` is for a POST that only reads. */
export interface WriteAsk extends Ask {
  readonly recheck: Recheck | 'changes-nothing';
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  header(name: string): string | undefined;
}

/** Azure Resource Manager of one cloud: authorised requests, paging, and pipelines for the SDK's clients. */
export class Arm {
  readonly #deps: ArmDeps;
  readonly #tokens: TokenCache;
  readonly #pauses = new Pauses();
  readonly #turns = new Turns(charactersPerTurn, nextTurn);
  readonly #pipelines = new Map<string, Pipeline>();
  readonly #origin: string;
  readonly #rechecks = new WeakMap<PipelineRequest, Recheck | 'changes-nothing'>();

  constructor(deps: ArmDeps) {
    this.#deps = deps;
    this.#tokens = new TokenCache(deps.signIn);
    this.#origin = new URL(deps.signIn.cloud.armUrl).origin;
  }

  get endpoint(): string {
    return this.#deps.signIn.cloud.armUrl;
  }

  get log(): Log {
    return this.#deps.log;
  }

  get http(): HttpClient {
    return this.#deps.http;
  }

  /** One GET below the ARM host; the body as parsed JSON. */
  async get(pathAndQuery: string, ask: Ask): Promise<Answer> {
    return await this.#send({ url: `${this.endpoint}${pathAndQuery}` }, ask);
  }

  /**
   * One PATCH, PUT, POST or DELETE below the ARM host. It is repeated after a 429 or a refused token only, each time after `recheck`; a
   * lost answer is the caller's to look into.
   */
  async write(
    {
      method,
      path,
      body,
    }: {
      readonly method: 'PATCH' | 'PUT' | 'POST' | 'DELETE';
      readonly path: string;
      readonly body?: unknown;
    },
    ask: WriteAsk,
  ): Promise<Answer> {
    const url = `${this.endpoint}${path}`;
    return await this.#send(
      { url, method, ...(body !== undefined && { body: JSON.stringify(body) }) },
      ask,
      ask.recheck,
    );
  }

  /** A GET of an absolute URL that Azure handed out (`nextLink`, a status URL); refused unless it is on the ARM host. */
  async follow(url: string, ask: Ask): Promise<Answer> {
    this.requireArm(url, ask.what);
    return await this.#send({ url }, ask);
  }

  /** What a list has, page by page, `nextLink` followed to the end. Throws `Failure` when there is none. */
  async *pages(pathAndQuery: string, ask: Ask): AsyncGenerator<readonly unknown[], void> {
    const trail = new PageTrail(ask.what);
    let next: string | undefined = `${this.endpoint}${pathAndQuery}`;
    while (next !== undefined) {
      const { body } = await this.follow(next, ask);
      yield valueOf(body);
      next = text(asObject(body, 'list'), 'nextLink');
      trail.follow(next);
    }
  }

  /** All that a list has. */
  async list<T>(pathAndQuery: string, ask: Ask, read: (raw: unknown) => T): Promise<readonly T[]> {
    const found: T[] = [];
    for await (const page of this.pages(pathAndQuery, ask)) for (const raw of page) found.push(read(raw));
    return Object.freeze(found);
  }

  /** Runs a call of an SDK client and translates its trouble. */
  async call<T>(ask: Pick<Ask, 'what' | 'signal'>, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw explain(error, ask.what, ask.signal);
    }
  }

  /** A pipeline for an SDK client; each client needs its own because it adds policies of its own to it. */
  createClientPipeline(access: Access, patience: Patience = readingPatience): Pipeline {
    const pipeline = this.#createPipeline(access, patience);
    pipeline.addPolicy(serializationPolicy(), { phase: 'Serialize' });
    pipeline.addPolicy(deserializationPolicy(), { phase: 'Deserialize' });
    return pipeline;
  }

  requireArm(url: string, what: Text): void {
    if (URL.canParse(url) && new URL(url).origin === this.#origin) return;
    throw new Failure({
      code: 'unexpected',
      what,
      why: say("Azure pointed to an address that is not its Resource Manager's; it was not followed."),
      action: 'show-log',
    });
  }

  forgetTokens(): void {
    this.#tokens.clear();
  }

  dispose(): void {
    this.#tokens.dispose();
  }

  async #send(
    wanted: Pick<PipelineRequestOptions, 'url' | 'method' | 'body'>,
    ask: Ask,
    recheck?: Recheck | 'changes-nothing',
  ): Promise<Answer> {
    const request = createPipelineRequest({ ...wanted, abortSignal: ask.signal });
    if (recheck !== undefined) this.#rechecks.set(request, recheck);
    request.headers.set('Accept', 'application/json');
    if (request.body !== undefined) request.headers.set('Content-Type', 'application/json; charset=utf-8');
    const startedAt = Date.now();
    try {
      const response = await this.#pipeline(ask).sendRequest(this.#deps.http, request);
      this.log.debug(`${describe(request)}: ${response.status} in ${Date.now() - startedAt} ms`);
      if (response.status < 200 || response.status >= 300) throw answerError(response);
      // Many answers arrive together; parsing them all in one turn of the event loop would hold up the host.
      await this.#turns.take(response.bodyAsText?.length ?? 0);
      return answerOf(response);
    } catch (error) {
      throw explain(error, ask.what, ask.signal);
    }
  }

  #pipeline({ access, patience = readingPatience }: Ask): Pipeline {
    const key = `${access.accountId}|${access.tenantId}|${patience.totalMs}`;
    let pipeline = this.#pipelines.get(key);
    if (pipeline === undefined) {
      pipeline = this.#createPipeline(access, patience);
      this.#pipelines.set(key, pipeline);
    }
    return pipeline;
  }

  #createPipeline(access: Access, patience: Patience): Pipeline {
    const { log, userAgent, witness } = this.#deps;
    const { accountId } = access;
    const pipeline = createEmptyPipeline();
    // A browser does both itself, and there the library refuses to.
    if (isNode) {
      pipeline.addPolicy(proxyPolicy());
      pipeline.addPolicy(decompressResponsePolicy());
    }
    pipeline.addPolicy(userAgentPolicy({ userAgentPrefix: userAgent }));
    pipeline.addPolicy(setClientRequestIdPolicy());
    pipeline.addPolicy(createRetryPolicy({ log, patience, pauses: this.#pauses }), { phase: 'Retry' });
    pipeline.addPolicy(createAuthorizePolicy(this.#tokens, access, this.#origin), { phase: 'Sign' });
    // Innermost, behind every wait and every other policy that sends again.
    pipeline.addPolicy(createRecheckPolicy(this.#rechecks, { witness, accountId }), { afterPhase: 'Sign' });
    return pipeline;
  }
}

function answerOf(response: PipelineResponse): Answer {
  const body = response.bodyAsText ?? '';
  return {
    status: response.status,
    body: body === '' ? undefined : parsed(body),
    header: (name) => response.headers.get(name),
  };
}

/** Throws `Failure` for what is no JSON: the page of a proxy, a gateway or a hotel's sign-in, with status 200. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    // The parser's words quote the text, which is nobody's business.
    throw new Failure({
      code: 'unavailable',
      what: say('What answered is not Azure.'),
      why: /^\s*</.test(body.slice(0, 100))
        ? say(
            'A web page came back instead of data: a proxy, a gateway or the sign-in of a network may have answered.',
          )
        : say(
            'What came back is no JSON: it may have been cut, or something between here and Azure answered.',
          ),
      remedy: say('Check the network connection and the proxy, then try again.'),
      action: 'retry',
    });
  }
}

/** A resource id as a path. Ids come from Azure, but also from settings: nothing in one may leave its path. */
export function pathOf(id: ArmId): string {
  const segments = withoutTrailing(id.trim(), '/').split('/');
  if (
    segments[0] !== '' ||
    segments.length < 3 ||
    segments.slice(1).some((s) => s === '' || s === '.' || s === '..')
  )
    throw new Failure({
      code: 'invalid',
      what: say('This is no Azure resource id.'),
      why: say("'{0}' has another form.", id),
    });
  return segments.map((segment) => encodeURIComponent(segment)).join('/');
}
