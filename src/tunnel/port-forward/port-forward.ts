import type { Disposable } from '../../lifecycle/disposable-store';
import { Emitter, type Event } from '../../lifecycle/emitter';
import { isAbort, toFailure, type Failure } from '../../lifecycle/failure';
import { say, type Text } from '../../lifecycle/text';
import { openChannel, type TunnelAccess } from '../access';
import { portForwardUrl } from '../hosts/data-plane-urls';
import { AppFollower, type InstanceMove } from '../follow-app';
import type { InstanceAddress, MessageChannel } from '../ports';
import { pipeForward, type ByteStream } from './forward-pipe';

/** Listens on 127.0.0.1 only. Implemented by `net/`; throws `Failure` when the port is taken. */
export interface LocalListener {
  listen(options: {
    /** 0 takes any free port. */
    readonly port: number;
    readonly onConnection: (stream: ByteStream) => void;
  }): Promise<{ readonly port: number } & Disposable>;
}

export interface PortForwardSetup {
  readonly access: TunnelAccess;
  readonly listener: LocalListener;
  readonly address: InstanceAddress;
  /** The running instances of the same deployment, as Azure says now. */
  readonly instances: (signal: AbortSignal) => Promise<readonly InstanceAddress[]>;
  readonly remotePort: number;
  readonly localPort?: number;
  /** See `ForwardPipe`. */
  readonly halfCloseMs?: number;
}

export interface PortForwardStats {
  readonly open: number;
  readonly served: number;
  readonly bytes: number;
}

/** A port of an app, forwarded from one of its instances to a loopback port until disposed. */
export interface PortForward extends Disposable {
  /** Another one of the same deployment once the first is gone. */
  readonly address: InstanceAddress;
  readonly remotePort: number;
  readonly localPort: number;
  readonly stats: PortForwardStats;
  /** A connection waits for an instance that broke off to come back, or for another one. */
  readonly reconnecting: boolean;
  /** Connections came, went or carried something on their way out, or `reconnecting` changed. */
  readonly onDidChange: Event<void>;
  /** A connection could not be carried to its end. The forward goes on. */
  readonly onDidFail: Event<Failure>;
  /** Connections lead to another instance from now on. */
  readonly onDidMove: Event<InstanceMove>;
  /** No instance could be reached any more. */
  readonly onDidEnd: Event<Text>;
}

/** More programs at once than anyone debugs with; the next is turned away. */
const maxConnections = 256;

/**
 * Forwards a port of an instance. Opens one WebSocket first, so that a missing role or a wrong instance is known at once and not
 * when the first program connects. Throws `Failure`, or an `AbortError`.
 */
export async function openPortForward(setup: PortForwardSetup, signal: AbortSignal): Promise<PortForward> {
  (await openTo(setup, setup.address, signal)).dispose();
  const forward = new ForwardedPort(setup);
  try {
    await forward.listen();
    return forward;
  } catch (error) {
    forward.dispose();
    throw error;
  }
}

function openTo(
  { access, remotePort }: PortForwardSetup,
  address: InstanceAddress,
  signal: AbortSignal,
): Promise<MessageChannel> {
  const url = portForwardUrl(address, remotePort);
  return openChannel({ access, address, way: 'port-forward', url }, signal);
}

interface InstanceWay extends Disposable {
  readonly address: InstanceAddress;
}

class ForwardedPort implements PortForward {
  readonly remotePort: number;
  readonly #setup: PortForwardSetup;
  readonly #follower: AppFollower<InstanceWay>;
  readonly #changed = new Emitter<void>();
  readonly #failed = new Emitter<Failure>();
  /** Each connection with what ends its way to the instance; one signal for all would gather listeners. */
  readonly #open = new Map<ByteStream, AbortController>();
  #listening: ({ readonly port: number } & Disposable) | undefined;
  #ended = false;
  #served = 0;
  #bytes = 0;
  readonly onDidChange = this.#changed.event;
  readonly onDidFail = this.#failed.event;
  readonly onDidMove: Event<InstanceMove>;
  readonly onDidEnd: Event<Text>;

  constructor(setup: PortForwardSetup) {
    this.#setup = setup;
    this.remotePort = setup.remotePort;
    this.#follower = new AppFollower({
      first: setup.address,
      open: (address) => ({ address, dispose: () => undefined }),
      instances: setup.instances,
      wait: setup.access.wait,
      worked: true,
    });
    this.onDidMove = this.#follower.onDidMove;
    this.onDidEnd = this.#follower.onDidEnd;
    this.#follower.onDidChange(() => {
      this.#changed.fire();
    });
  }

  get address(): InstanceAddress {
    return this.#follower.address;
  }

  get localPort(): number {
    return this.#listening?.port ?? 0;
  }

  get stats(): PortForwardStats {
    return { open: this.#open.size, served: this.#served, bytes: this.#bytes };
  }

  get reconnecting(): boolean {
    return this.#follower.reconnecting;
  }

  async listen(): Promise<void> {
    const { listener, localPort = 0 } = this.#setup;
    this.#listening = await listener.listen({
      port: localPort,
      onConnection: (stream) => void this.#take(stream),
    });
  }

  dispose(): void {
    this.#ended = true;
    this.#listening?.dispose();
    for (const [stream, life] of this.#open) {
      life.abort();
      stream.dispose();
    }
    this.#follower.dispose();
    this.#changed.dispose();
    this.#failed.dispose();
  }

  async #take(stream: ByteStream): Promise<void> {
    if (this.#open.size >= maxConnections || this.#ended) {
      stream.dispose();
      return;
    }
    const life = new AbortController();
    this.#open.set(stream, life);
    this.#served += 1;
    this.#changed.fire();
    // A program that has gone needs no instance any more.
    void stream.closed.then(() => {
      life.abort();
    });
    try {
      await this.#serve(stream, life.signal);
    } catch (error) {
      if (!isAbort(error))
        this.#failed.fire(
          toFailure(error, say('Could not forward a connection to port {0}.', this.remotePort)),
        );
    } finally {
      stream.dispose();
      this.#open.delete(stream);
      this.#changed.fire();
    }
  }

  async #serve(stream: ByteStream, signal: AbortSignal): Promise<void> {
    const { access, halfCloseMs, remotePort: port } = this.#setup;
    const { channel, address } = await this.#follower.run(
      async ({ address }) => ({ address, channel: await openTo(this.#setup, address, signal) }),
      signal,
    );
    const failure = await pipeForward({
      channel,
      stream,
      address,
      port,
      wait: access.wait,
      ...(halfCloseMs !== undefined && { halfCloseMs }),
      onBytes: (count) => (this.#bytes += count),
    });
    if (failure !== undefined) this.#failed.fire(failure);
  }
}
