import { Emitter } from '../../lifecycle/emitter';
import { Failure, isAbort } from '../../lifecycle/failure';
import { say, type Text } from '../../lifecycle/text';
import { openChannel, type TunnelAccess } from '../access';
import { consoleUrl } from '../hosts/data-plane-urls';
import { authorityOf, type TargetAddress } from '../http/request-text';
import type { InstanceAddress, RawAnswer, RawRequest, Route } from '../ports';
import { abortError, orAborted } from '../../lifecycle/flow/abort';
import { withDeadline } from '../waiting';
import type { ConsoleOutcome } from './console-output';
import { consoleScript } from './console-script';
import { ConsoleSession, type ConsoleEnd } from './console-session';
import type { ConsoleEncoding, ConsoleTool } from './console-tools';

export interface ConsoleRouteSetup {
  readonly access: TunnelAccess;
  readonly address: InstanceAddress;
  /** Where the token endpoint listens, as seen from inside the instance. */
  readonly to: TargetAddress;
  /** From typing the script to its last byte. */
  readonly exchangeMs?: number;
}

/** Reaches the token endpoint by typing into a shell of the instance. Connects with the first request, again when the line broke. */
export function createConsoleRoute(setup: ConsoleRouteSetup): Route {
  return new ConsoleRoute(setup);
}

class ConsoleRoute implements Route {
  readonly kind = 'console';
  readonly #setup: ConsoleRouteSetup;
  readonly #ended = new Emitter<Text>();
  readonly #life = new AbortController();
  #session: ConsoleSession | undefined;
  /** What worked last, so that the image is searched once. */
  #known: { readonly tool: ConsoleTool; readonly encoding: ConsoleEncoding } | undefined;
  #queue: Promise<unknown> = Promise.resolve();

  readonly onDidEnd = this.#ended.event;

  constructor(setup: ConsoleRouteSetup) {
    this.#setup = setup;
  }

  get label(): Text {
    const { instance } = this.#setup.address;
    const tool = this.#known?.tool;
    return tool === undefined
      ? say('{0} over the console', instance)
      : say('{0} over the console ({1})', instance, tool === 'busybox-wget' ? 'BusyBox wget' : tool);
  }

  /** A console is one shell: requests wait for each other. */
  async exchange(request: RawRequest, signal: AbortSignal): Promise<RawAnswer> {
    const turn = this.#queue.then(async () => {
      this.#throwIfOver(signal);
      return await this.#exchange(request, signal);
    });
    this.#queue = turn.catch(() => undefined);
    return await orAborted(turn, signal);
  }

  dispose(): void {
    this.#life.abort();
    this.#session?.dispose();
    this.#session = undefined;
    this.#ended.dispose();
  }

  async #exchange(request: RawRequest, signal: AbortSignal): Promise<RawAnswer> {
    const reused = this.#session?.ended === false;
    let outcome = await this.#attempt(request, signal);
    // A line that had been idle may have died unnoticed; and reading a token once more does no harm.
    if (outcome.kind === 'line' && reused) outcome = await this.#attempt(request, signal);
    if (outcome.kind === 'none' && this.#known !== undefined) {
      this.#known = undefined;
      outcome = await this.#attempt(request, signal);
    }
    if (outcome.kind !== 'answer') {
      this.#throwIfOver(signal);
      throw this.#failure(outcome);
    }
    this.#known = { tool: outcome.tool, encoding: outcome.encoding };
    return outcome.answer;
  }

  #throwIfOver(signal: AbortSignal): void {
    if (signal.aborted || this.#life.signal.aborted) throw abortError();
  }

  async #attempt(request: RawRequest, signal: AbortSignal): Promise<ConsoleOutcome | ConsoleEnd> {
    const { access, address, to, exchangeMs = 60_000 } = this.#setup;
    const id = access.randomId();
    const known = this.#known;
    const choice = known === undefined ? {} : { tools: [known.tool], encodings: [known.encoding] };
    const script = consoleScript({ id, request, to, ...choice });
    const session = await this.#connect(signal);
    const late = {
      what: say("The console of instance '{0}' did not bring an answer.", address.instance),
      why: say(
        'Nothing had come back after {0} s; the command was interrupted.',
        Math.round(exchangeMs / 1000),
      ),
      remedy: say('Try again; the instance may be busy, or its token endpoint may not answer.'),
      action: 'retry' as const,
    };
    try {
      return await withDeadline({ ms: exchangeMs, wait: access.wait, signal, late }, () =>
        session.run(id, script),
      );
    } catch (error) {
      session.interrupt();
      throw error;
    }
  }

  async #connect(signal: AbortSignal): Promise<ConsoleSession> {
    if (this.#session?.ended === false) return this.#session;
    const { access, address } = this.#setup;
    try {
      const url = consoleUrl(address);
      const either = AbortSignal.any([signal, this.#life.signal]);
      this.#session = new ConsoleSession(await openChannel({ access, address, way: 'console', url }, either));
      return this.#session;
    } catch (error) {
      if (!isAbort(error) && Failure.is(error, 'not-found')) this.#ended.fire(error.words.why);
      throw error;
    }
  }

  #failure(outcome: Exclude<ConsoleOutcome | ConsoleEnd, { kind: 'answer' }>): Failure {
    const { address, to } = this.#setup;
    switch (outcome.kind) {
      case 'none':
        return outcome.present.length === 0 ? noTools(address) : noAnswer(address, to, outcome.present);
      case 'garbled':
        return new Failure({
          code: 'unavailable',
          what: say("The answer did not come through the console of instance '{0}' whole.", address.instance),
          why: say('It was not used, because {0}.', outcome.why),
          remedy: say('Try again.'),
          action: 'retry',
        });
      default:
        return new Failure({
          code: outcome.kind === 'line' ? 'offline' : 'unavailable',
          what: say("The console of instance '{0}' ended before the answer came.", address.instance),
          why: say('What is known of it: {0}.', outcome.why),
          remedy: say('Try again; the instance may have restarted.'),
          action: 'retry',
        });
    }
  }
}

function noTools(address: InstanceAddress): Failure {
  return new Failure({
    code: 'tool-missing',
    what: say("The image of instance '{0}' has nothing to ask for a token with.", address.instance),
    why: say(
      'None of nc, bash, curl, wget and a JDK (java) was found there; small images, such as those of the base stack, leave them out.',
    ),
    remedy: say(
      'Use an image or stack with one of them (the full OS stack has them), forward a port of the app that asks for a token itself, or give an endpoint you have forwarded.',
    ),
  });
}

function noAnswer(address: InstanceAddress, to: TargetAddress, present: readonly string[]): Failure {
  return new Failure({
    code: 'unavailable',
    what: say("The token endpoint of instance '{0}' did not answer.", address.instance),
    why: say('{0} was asked with {1}, and nothing came back.', authorityOf(to), present.join(', ')),
    remedy: say(
      'The app may have no managed identity yet, or its container may not be allowed to reach the endpoint. Check, then try again.',
    ),
    action: 'retry',
  });
}
