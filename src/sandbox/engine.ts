import { base64Url } from '../lifecycle/bytes';
import { answerRequest } from './answer';
import { Operations } from './arm/operations';
import { UrlSigner } from './arm/url-signature';
import type { EngineOptions } from './contract';
import { Counters } from './counters';
import { directoryOf } from './entra/directory';
import type { ServicePrincipal } from './entra/sign-in';
import type { TokenKey } from './entra/token-key';
import { chooseEstate } from './estates/choose';
import { buildEstate, type EstateSeed } from './estates/estate';
import { guidSource, stableGuid } from './estates/stable-guid';
import { GraphLimits } from './graph/limits';
import { ReadBucket, RemainingRequests } from './http/limits';
import { PageCache } from './http/paging/page-cache';
import { RouteTable } from './http/route';
import type { WireAnswer, WireRequest } from './http/wire';
import { grantInstanceRoles } from './plane/data-roles';
import { leadHere } from './plane/lead-here';
import { allRoutes } from './routes';
import { randomBytes } from './sha256';
import { TroubleBook } from './trouble';
import type { Behaviour, World } from './world';

function createBehaviour(options: EngineOptions): Behaviour {
  return {
    operationSeconds: options.operationSeconds ?? 10,
    latencyMs: options.latencyMs ?? 0,
    pageSize: options.pageSize,
    readBucket: options.readBucket && new ReadBucket(options.readBucket),
    identityMode: options.identityMode ?? 'asa',
    identitySeed: options.identitySeed ?? 0,
  };
}

/** What the sandbox is whatever carries requests to it: a world, and answers about it. Runs in any JavaScript host. */
export class Engine {
  readonly trouble = new TroubleBook();
  readonly counters = new Counters();
  readonly behaviour: Behaviour;
  readonly now: () => number;
  readonly principal: ServicePrincipal = {
    clientId: stableGuid('application of the sandbox'),
    clientSecret: `sandbox-${base64Url(randomBytes(18))}`,
  };
  readonly #options: EngineOptions;
  readonly #key: TokenKey;
  readonly #seed: EstateSeed;
  readonly #routes = new RouteTable(allRoutes);
  #host = '';
  #world: World | undefined;

  /** Throws `Failure` `invalid` for an estate that makes no sense. */
  constructor(options: EngineOptions, key: TokenKey) {
    this.#options = options;
    this.#key = key;
    this.now = options.now ?? Date.now;
    this.behaviour = createBehaviour(options);
    this.#seed = grantInstanceRoles(chooseEstate(options.estate ?? 'sample'));
  }

  /** Makes the world, whose services are at `host`. Comes before the first request. */
  begin(host: string): void {
    this.#host = host;
    this.#world = this.#createWorld();
  }

  get world(): World {
    if (this.#world === undefined) throw new Error('The sandbox has not begun.');
    return this.#world;
  }

  /** What was in the chosen resources and is not served: where it stands, and why. */
  get leftAside(): readonly string[] {
    return this.#seed.leftAside ?? [];
  }

  answer(request: WireRequest): Promise<WireAnswer> {
    const { trouble, counters, behaviour, principal, now } = this;
    return answerRequest(
      {
        trouble,
        counters,
        behaviour,
        world: () => this.world,
        record: this.#options.record,
        arm: () => ({ routes: this.#routes, key: this.#key, readBucket: behaviour.readBucket }),
        signIn: () => ({
          key: this.#key,
          principal,
          now,
          tenants: this.world.estate.tenants,
          tokenSeconds: this.#options.tokenSeconds ?? 3599,
        }),
      },
      request,
    );
  }

  /** Everything as at the start. Tokens stay valid. */
  reset(): void {
    this.#world = this.#createWorld();
    Object.assign(this.behaviour, createBehaviour(this.#options));
    this.trouble.clear();
    this.counters.reset();
  }

  /** A world at its start. Behaviour and trouble are shared, so that switching them works at once. */
  #createWorld(): World {
    const { behaviour, trouble, now } = this;
    const options = this.#options;
    const newGuid = guidSource(options.seed);
    const estate = buildEstate(leadHere(this.#seed, this.#host), now);
    return {
      estate,
      directory: directoryOf(estate, (principalId) => stableGuid(`application of ${principalId}`)),
      operations: new Operations({
        trouble,
        now,
        newGuid,
        operationSeconds: () => behaviour.operationSeconds,
        signer: new UrlSigner(),
      }),
      trouble,
      pages: new PageCache(),
      remoteDebugging: new Map(),
      associatedAt: new Map(),
      remaining: new RemainingRequests(),
      graph: new GraphLimits(options.graphQuota ?? false, (options.graphDelaySeconds ?? 0) * 1000),
      get pageSize() {
        return behaviour.pageSize;
      },
      emptyIdentityMap: options.emptyIdentityMap ?? 'omitted',
      replicationMs: (options.replicationSeconds ?? 20) * 1000,
      now,
      newGuid,
      get identityRules() {
        return { mode: behaviour.identityMode, seed: behaviour.identitySeed };
      },
    };
  }
}
