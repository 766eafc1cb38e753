import { parseArmId, type ArmId } from '../../estate/arm-id';
import { azureTime } from '../estates/make-documents';
import type { Reply } from '../http/reply';
import type { TroubleBook } from '../trouble';

export interface OperationError {
  readonly code: string;
  readonly message: string;
}

export interface OperationPlan {
  /** The resource that changes. */
  readonly id: ArmId;
  readonly location: string;
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
  /** Path of the status, in Azure's casing, without a leading slash as in its `id`. */
  readonly statusPath: string;
  readonly startedAt: number;
  readonly endsAt: number;
  readonly holds: () => boolean;
  readonly failure: OperationError | undefined;
  polled: boolean;
  end: { readonly at: number; readonly failed: boolean } | undefined;
}

/** The parts of a request an operation's answers depend on. */
export interface OperationRequest {
  readonly method: string;
  readonly path: string;
  readonly apiVersion: string;
  readonly origin: string;
}

export interface OperationSetting {
  readonly trouble: TroubleBook;
  /** Unix milliseconds. */
  readonly now: () => number;
  readonly newGuid: () => string;
  readonly operationSeconds: () => number;
}

/** Azure reports `Running` at least once; a client that never polls waits no longer than this for the change. */
const firstPollGraceMs = 1000;

/** Long-running operations. They end by the clock, seen at the next request; nothing ticks in between. */
export class Operations {
  readonly #setting: OperationSetting;
  readonly #all = new Map<string, Operation>();
  readonly #running = new Set<Operation>();

  constructor(setting: OperationSetting) {
    this.#setting = setting;
  }

  /** Starts an operation for a request and gives the two header URLs Azure answers with. No `Retry-After`, as in Azure. */
  start(request: OperationRequest, plan: OperationPlan): Readonly<Record<string, string>> {
    const { trouble, now: clock, newGuid, operationSeconds } = this.#setting;
    const { apiVersion, origin } = request;
    const parts = parseArmId(plan.id);
    const name = parts?.names.at(-1) ?? '';
    const guid = newGuid();
    const place = `/subscriptions/${parts?.subscriptionId ?? ''}/resourceGroups/${parts?.resourceGroup ?? ''}/providers/Microsoft.AppPlatform/locations/${plan.location}`;
    const statusPath = `${place}/operationStatus/${name}/operationId/${guid}`;
    const struck = trouble.strike(
      request,
      (kind) => kind === 'operation-hangs' || kind === 'operation-fails',
    );
    const now = clock();
    const operation: Operation = {
      guid,
      plan,
      statusPath: statusPath.slice(1),
      startedAt: now,
      endsAt: now + operationSeconds() * 1000,
      holds: () => struck?.rule.kind === 'operation-hangs' && trouble.has(struck.id),
      failure:
        struck?.rule.kind === 'operation-fails'
          ? { code: 'BadRequest', message: '112404: The sandbox was told to let this operation fail.' }
          : undefined,
      polled: false,
      end: undefined,
    };
    this.#all.set(guid, operation);
    this.#running.add(operation);
    const version = `?api-version=${apiVersion}`;
    return {
      'azure-asyncoperation': `${origin}${statusPath}${version}`,
      location: `${origin}${place}/operationResults/${guid}/Spring/${name}${version}`,
    };
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
  status(guid: string): Reply | undefined {
    const operation = this.#all.get(guid.toLowerCase());
    if (operation === undefined) return undefined;
    operation.polled = true;
    const { statusPath, end, failure } = operation;
    const word = end === undefined ? 'Running' : end.failed ? 'Failed' : 'Succeeded';
    return {
      status: 200,
      body: {
        id: statusPath,
        name: operation.guid,
        status: word,
        startTime: azureTime(operation.startedAt),
        ...(end === undefined ? {} : { endTime: azureTime(end.at) }),
        ...(end?.failed === true ? { error: failure } : {}),
      },
    };
  }

  /** What the `location` URL answers: 202 while running, then the resource. */
  result(guid: string, request: OperationRequest): Reply | undefined {
    const operation = this.#all.get(guid.toLowerCase());
    if (operation === undefined) return undefined;
    if (operation.end === undefined)
      return {
        status: 202,
        headers: { location: `${request.origin}${request.path}?api-version=${request.apiVersion}` },
      };
    return operation.plan.result();
  }
}
