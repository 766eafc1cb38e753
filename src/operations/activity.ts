import { armKey, nameOf, parseArmId, type ArmId } from '../estate/ids/arm-id';
import type { Disposable } from '../lifecycle/disposable-store';
import { Emitter, type Event } from '../lifecycle/emitter';
import { Failure, isAbort, spoken } from '../lifecycle/failure';
import type { Log } from '../lifecycle/log';
import { say, sentences, type Text } from '../lifecycle/text';
import type { Deed, DeedEnd, DeedRequest, DeedWish } from './deed';
import { readDeed, writeDeed } from './deed-records';
import type { ChangeAnswer, ChangeWitness, Journal, LeavingChange, SeenChange } from './ports';

/** Older ones are forgotten. */
const keptDeeds = 500;

/** No change is watched longer; what is still called running then ended unseen. Milliseconds. */
const longestMs = 30 * 60_000;

export interface ActivityDeps {
  readonly journal: Journal;
  readonly log: Log;
  /** Unix milliseconds. */
  readonly now: () => number;
  /** Different each time, in all windows. */
  readonly newId: () => string;
  /** Whether what is begun now is worth keeping for later windows: what is done in the sandbox ends with it. */
  readonly keeps?: () => boolean;
}

/**
 * What was changed in Azure from here. Whoever changes something says so with `begin` and `end`, in its own words; the wire shows each
 * request to `leaving`, which finds the deed it belongs to, and makes one for a request that nobody has spoken for. So nothing is done
 * without a line, and the line is kept before the request leaves. A deed whose requests never left is none and is forgotten.
 */
export class Activity implements ChangeWitness, Disposable {
  readonly #deps: ActivityDeps;
  readonly #session: string;
  readonly #deeds = new Map<string, Deed>();
  /** Of those, what is not kept for later windows. */
  readonly #fleeting = new Set<string>();
  readonly #changed = new Emitter<void>();
  #loading: Promise<void> | undefined;
  #writing: Promise<void> = Promise.resolve();
  /** Something is to be shown differently. */
  readonly onDidChange: Event<void> = this.#changed.event;

  constructor(deps: ActivityDeps) {
    this.#deps = deps;
    this.#session = deps.newId();
  }

  /** What has been sent, newest first. Those of other windows and days are there after `load`. */
  get deeds(): readonly Deed[] {
    return [...this.#deeds.values()]
      .filter(({ requests }) => requests.length > 0)
      .map((deed) => this.#asSeenNow(deed))
      .sort((a, b) => b.startedAt - a.startedAt);
  }

  /** Reads what other windows and earlier ones have done; what this one does goes on. Trouble is logged: what is here can be shown. */
  async load(): Promise<void> {
    await (this.#loading ??= this.#read());
    this.#loading = undefined;
  }

  /** An id for a deed that is to begin later: who keeps it meanwhile finds the deed again. */
  newId(): string {
    return this.#deps.newId();
  }

  /** Says what is about to be done; answers the deed's id. Nothing is kept of it until a request leaves. */
  begin(wish: DeedWish, id = this.newId()): string {
    const { keeps = () => true } = this.#deps;
    if (!keeps()) this.#fleeting.add(id);
    this.#deeds.set(id, {
      ...wish,
      id,
      session: this.#session,
      startedAt: this.#deps.now(),
      outcome: 'running',
      requests: [],
    });
    return id;
  }

  /** How a deed ended, also one that an earlier window began. */
  async end(id: string, end: DeedEnd): Promise<void> {
    if (!this.#deeds.has(id)) await this.load();
    const deed = this.#deeds.get(id);
    if (deed === undefined) return;
    if (deed.requests.length === 0) this.#deeds.delete(id);
    else await this.#put({ ...deed, ...end, endedAt: this.#deps.now() });
  }

  /** Does something as one deed: it ends as `work` does. An abort leaves its end unknown. */
  async during<T>(
    wish: DeedWish,
    work: () => Promise<T>,
    tell: (result: T) => Pick<DeedEnd, 'after' | 'undo'> = () => ({}),
  ): Promise<T> {
    const id = this.begin(wish);
    try {
      const result = await work();
      await this.end(id, { outcome: 'done', ...tell(result) });
      return result;
    } catch (error) {
      await this.end(id, endOf(error));
      throw error;
    }
  }

  async leaving(change: LeavingChange): Promise<SeenChange> {
    const request: DeedRequest = {
      method: change.method,
      resource: change.resource,
      at: this.#deps.now(),
    };
    const spoken = this.#deedFor(change.resource);
    const id = spoken?.id ?? this.begin(unspoken(change));
    const deed = this.#deeds.get(id);
    const index = deed?.requests.length ?? 0;
    if (deed !== undefined) await this.#put({ ...deed, requests: [...deed.requests, request] });
    return {
      answered: (answer) => {
        const now = this.#deeds.get(id);
        if (now === undefined) return;
        const answered = withAnswer(now, index, answer);
        void this.#put(spoken === undefined ? { ...answered, ...this.#unspokenEnd(answer) } : answered);
      },
    };
  }

  /** Forgets everything that is over. */
  async clear(): Promise<void> {
    const running = this.deeds.filter(({ outcome }) => outcome === 'running');
    this.#deeds.clear();
    for (const deed of running) this.#deeds.set(deed.id, deed);
    await this.#write((journal) => journal.replace(this.#lines()));
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }

  /** The deed of this window that speaks for a request: the one whose resource it is, or the nearest above. */
  #deedFor(resource: ArmId): Deed | undefined {
    const key = armKey(resource);
    const above = [...this.#deeds.values()].filter((deed) => {
      const own = armKey(deed.resource);
      return (
        deed.outcome === 'running' && deed.endedAt === undefined && (key === own || key.startsWith(`${own}/`))
      );
    });
    return above.reduce<Deed | undefined>(
      (nearest, deed) =>
        nearest === undefined || deed.resource.length > nearest.resource.length ? deed : nearest,
      undefined,
    );
  }

  #unspokenEnd(answer: ChangeAnswer | undefined): DeedEnd & { readonly endedAt: number } {
    return { ...endOfAnswer(answer), endedAt: this.#deps.now() };
  }

  /** What an ended window left running has ended, too, and nobody saw how. */
  #asSeenNow(deed: Deed): Deed {
    if (deed.outcome !== 'running' || deed.session === this.#session) return deed;
    return this.#deps.now() - deed.startedAt > longestMs ? { ...deed, outcome: 'unknown' } : deed;
  }

  async #read(): Promise<void> {
    const { journal, log } = this.#deps;
    try {
      await this.#writing;
      const kept = new Map<string, Deed>();
      const lines = await journal.read();
      for (const line of lines) {
        const deed = readDeed(line);
        if (deed !== undefined) kept.set(deed.id, deed);
      }
      for (const deed of kept.values())
        if (this.#deeds.get(deed.id)?.session !== this.#session) this.#deeds.set(deed.id, deed);
      this.#forgetOldest();
      // Each deed takes some lines while it goes on; one is enough afterwards.
      if (lines.length > keptDeeds * 4) await this.#write((into) => into.replace(this.#lines()));
    } catch (error) {
      log.error('What was done earlier could not be read.', error);
    }
    this.#changed.fire();
  }

  #forgetOldest(): void {
    const oldest = [...this.#deeds.values()].sort((a, b) => b.startedAt - a.startedAt).slice(keptDeeds);
    for (const { id } of oldest) this.#deeds.delete(id);
  }

  async #put(deed: Deed): Promise<void> {
    const frozen = Object.freeze(deed);
    this.#deeds.set(frozen.id, frozen);
    this.#changed.fire();
    if (!this.#fleeting.has(frozen.id)) await this.#write((journal) => journal.append(writeDeed(frozen)));
  }

  #lines(): readonly string[] {
    return [...this.#deeds.values()].filter(({ id }) => !this.#fleeting.has(id)).map(writeDeed);
  }

  /** One after the other. What cannot be kept is logged and goes on: it is shown as long as the window is. */
  #write(write: (journal: Journal) => Promise<void>): Promise<void> {
    const { journal, log } = this.#deps;
    this.#writing = this.#writing.then(async () => {
      try {
        await write(journal);
      } catch (error) {
        log.error('What was changed could not be kept for later windows.', error);
      }
    });
    return this.#writing;
  }
}

/** How something ended that threw: a refusal is a no; a lost answer or a deadline is neither. */
export function endOf(error: unknown): DeedEnd {
  if (isAbort(error)) return { outcome: 'unknown' };
  const why = Failure.is(error)
    ? sentences(...spoken(error.words))
    : error instanceof Error
      ? error.message
      : String(error);
  const isOpen = Failure.is(error) && ['offline', 'timeout', 'unavailable'].includes(error.code);
  return { outcome: isOpen ? 'unknown' : 'failed', why };
}

/** Azure that took a change and goes on with it has not done it yet. */
function endOfAnswer(answer: ChangeAnswer | undefined): DeedEnd {
  if (answer === undefined || answer.status === 202 || answer.status >= 500) return { outcome: 'unknown' };
  return { outcome: answer.status < 300 ? 'done' : 'failed' };
}

function withAnswer(deed: Deed, index: number, answer: ChangeAnswer | undefined): Deed {
  if (answer === undefined) return deed;
  return {
    ...deed,
    requests: deed.requests.map((request, i) => (i === index ? { ...request, ...answer } : request)),
  };
}

function unspoken({ method, resource, accountId }: LeavingChange): DeedWish {
  return { title: titleOf(method, resource), account: accountId, resource };
}

function titleOf(method: string, resource: ArmId): Text {
  const name = nameOf(resource);
  const type = parseArmId(resource)?.type ?? resource;
  switch (method) {
    case 'PUT':
      return say("Create or replace '{0}' ({1})", name, type);
    case 'DELETE':
      return say("Delete '{0}' ({1})", name, type);
    case 'PATCH':
      return say("Change '{0}' ({1})", name, type);
    default:
      return say("Ask for a change at '{0}'", resource);
  }
}
