import { parseArmId, sameArmId, type ArmId } from '../../estate/ids/arm-id';
import { azureTime } from '../estates/make-documents';
import { providerError, type Reply } from '../http/reply';
import type { TroubleBook } from '../trouble';
import { operationFailures } from './operation-failures';
import type { UrlSigner } from './url-signature';

export interface OperationError {
  readonly code: string;
  readonly message: string;
}

export interface OperationPlan {
  /** The resource that changes. */
  readonly id: ArmId;
  readonly location: string;
  /** Whose operation it is; `Microsoft.AppPlatform` when left out. */
  readonly namespace?: string;
  /** Makes the change, at the end of a successful operation. */
  readonly succeed: () => void;
  /** Puts the resource into its failed state. */
  readonly fail: () => void;
  /** What `operationResults` answers in the end. */
  readonly result: () => Reply;
}

interface Operation {
  readonly guid: string;
  readonly plan: OperationPlan;
  /** Method and body of the request that started it, to know the same one again. */
  readonly asked: string;
  /** The header URLs it was accepted with, without the host. */
  readonly links: Links;
  readonly startedAt: number;
  readonly endsAt: number;
  /** What a poll that says `Running` asks to wait, in seconds; 0 for nothing. */
  readonly pollSeconds: number;
  readonly holds: () => boolean;
  readonly failure: OperationError | undefined;
  polled: boolean;
  end: { readonly at: number; readonly failed: boolean } | undefined;
}

interface Links {
  /** In Azure's casing, with the blank a location may have: its `id`, but for the slash in front. */
  readonly statusPath: string;
  readonly status: string;
  readonly result: string;
}

/** The parts of a request an operation's answers depend on. */
export interface OperationRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly apiVersion: string;
  readonly origin: string;
}

export interface OperationSetting {
  readonly trouble: TroubleBook;
  /** Unix milliseconds. */
  readonly now: () => number;
  readonly newGuid: () => string;
  readonly operationSeconds: () => number;
  readonly signer: UrlSigner;
}

/** Azure reports `Running` at least once; a client that never polls waits no longer than this for the change. */
const firstPollGraceMs = 1000;

/** What Azure asks for; a shorter operation asks for no longer than it takes, and for nothing below a second. */
const longestPollSeconds = 10;

// Not verified: Azure's words for a URL whose signature is missing or does not fit.
const unsigned = providerError(400, 'BadRequest', 'The signature of the URL is missing or not valid.');
const gone = providerError(404, 'NotFound', 'Operation was not found');

/** Long-running operations. They end by the clock, seen at the next request; nothing ticks in between. */
export class Operations {
  readonly #setting: OperationSetting;
  readonly #all = new Map<string, Operation>();
  readonly #running = new Set<Operation>();

  constructor(setting: OperationSetting) {
    this.#setting = setting;
  }

  /** Starts an operation for a request and gives the two header URLs Azure answers with; `Retry-After` comes with polls. */
  start(request: OperationRequest, plan: OperationPlan): Readonly<Record<string, string>> {
    const { trouble, now: clock, newGuid, operationSeconds } = this.#setting;
    const guid = newGuid();
    const struck = trouble.strike(
      request,
      (kind) => kind === 'operation-hangs' || kind === 'operation-fails',
    );
    const now = clock();
    const code = struck?.rule.error ?? 'BadRequest';
    const operation: Operation = {
      guid,
      plan,
      asked: fingerprint(request),
      links: this.#link(guid, request, plan),
      startedAt: now,
      endsAt: now + operationSeconds() * 1000,
      pollSeconds: Math.floor(Math.min(longestPollSeconds, operationSeconds())),
      holds: () => struck?.rule.kind === 'operation-hangs' && trouble.has(struck.id),
      failure:
        struck?.rule.kind === 'operation-fails'
          ? { code, message: operationFailures[code] ?? code }
          : undefined,
      polled: false,
      end: undefined,
    };
    this.#all.set(guid, operation);
    this.#running.add(operation);
    return headersOf(operation, request);
  }

  /** The header URLs of the running operation that the very same request has started; `undefined` when none has. */
  again(request: OperationRequest, id: ArmId): Readonly<Record<string, string>> | undefined {
    const asked = fingerprint(request);
    for (const operation of this.#running)
      if (operation.asked === asked && sameArmId(operation.plan.id, id)) return headersOf(operation, request);
    return undefined;
  }

  /** Ends what is due. Called before every request, so that answers agree with each other. */
  settle(now: number): void {
    for (const operation of this.#running) {
      const due = operation.polled ? operation.endsAt : operation.endsAt + firstPollGraceMs;
      if (now < due || operation.holds()) continue;
      this.#running.delete(operation);
      const failed = operation.failure !== undefined;
      operation.end = { at: Math.max(operation.endsAt, operation.startedAt), failed };
      if (failed) operation.plan.fail();
      else operation.plan.succeed();
    }
  }

  /** The body of a status poll; failures are status 200, too. */
  status(guid: string, request: OperationRequest): Reply {
    const operation = this.#all.get(guid.toLowerCase());
    if (operation === undefined) return gone;
    if (!this.#setting.signer.isSigned(request.path, request.query)) return unsigned;
    operation.polled = true;
    const { links, end, failure } = operation;
    const word = end === undefined ? 'Running' : end.failed ? 'Failed' : 'Succeeded';
    return {
      status: 200,
      headers: end === undefined ? patience(operation) : {},
      body: {
        id: links.statusPath.slice(1),
        name: operation.guid,
        status: word,
        startTime: azureTime(operation.startedAt),
        ...(end === undefined ? {} : { endTime: azureTime(end.at) }),
        ...(end?.failed === true ? { error: failure } : {}),
      },
    };
  }

  /** What the `location` URL answers: 202 while running, then the resource. */
  result(guid: string, request: OperationRequest): Reply {
    const operation = this.#all.get(guid.toLowerCase());
    if (operation === undefined) return gone;
    if (!this.#setting.signer.isSigned(request.path, request.query)) return unsigned;
    if (operation.end !== undefined) return operation.plan.result();
    const location = `${request.origin}${operation.links.result}`;
    return { status: 202, headers: { location, ...patience(operation) } };
  }

  #link(
    guid: string,
    { apiVersion }: OperationRequest,
    { id, location, namespace = 'Microsoft.AppPlatform' }: OperationPlan,
  ): Links {
    const { signer, now } = this.#setting;
    const parts = parseArmId(id);
    const name = parts?.names.at(-1) ?? '';
    const place = `/subscriptions/${parts?.subscriptionId ?? ''}/resourceGroups/${parts?.resourceGroup ?? ''}/providers/${namespace}/locations/${location}`;
    const statusPath = `${place}/operationStatus/${name}/operationId/${guid}`;
    const resultPath = `${place}/operationResults/${guid}/Spring/${name}`;
    return {
      statusPath,
      // As recorded: one of the two has a blank as it is, the other one encoded.
      status: `${statusPath}?${signer.sign(statusPath, apiVersion, now())}`,
      result: `${encodeURI(resultPath)}?${signer.sign(resultPath, apiVersion, now())}`,
    };
  }
}

function fingerprint({ method, body }: OperationRequest): string {
  return `${method} ${JSON.stringify(body)}`;
}

function headersOf({ links }: Operation, { origin }: OperationRequest): Readonly<Record<string, string>> {
  return { 'azure-asyncoperation': `${origin}${links.status}`, location: `${origin}${links.result}` };
}

function patience({ pollSeconds }: Operation): Readonly<Record<string, string>> {
  return pollSeconds === 0 ? {} : { 'retry-after': String(pollSeconds) };
}
