import type { Disposable } from '../../lifecycle/disposable-store';
import { Emitter, type Event } from '../../lifecycle/emitter';
import { isAbort, toFailure, type Failure } from '../../lifecycle/failure';
import { openChannel, type TunnelAccess } from '../access';
import { portForwardUrl } from '../data-plane-urls';
import type { InstanceAddress } from '../ports';
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

/** A port of an instance, forwarded to a loopback port until disposed. */
export interface PortForward extends Disposable {
  readonly address: InstanceAddress;
  readonly remotePort: number;
  readonly localPort: number;
  readonly stats: PortForwardStats;
  /** Connections came, went or carried something on their way out. */
  readonly onDidChange: Event<void>;
  /** A connection could not be carried to its end. The forward goes on. */
  readonly onDidFail: Event<Failure>;
}

/** More programs at once than anyone debugs with; the next is turned away. */
const maxConnections = 256;

/**
 * Forwards a port of an instance. Opens one WebSocket first, so that a missing role or a wrong instance is known at once and not
 * when the first program connects. Throws `Failure`, or an `AbortError`.
 */
export async function openPortForward(setup: PortForwardSetup, signal: AbortSignal): Promise<PortForward> {
  const { access, address, remotePort, listener, localPort = 0 } = setup;
  const url = portForwardUrl(address, remotePort);
  const trial = await openChannel({ access, address, way: 'port-forward', url }, signal);
  trial.dispose();

  const life = new AbortController();
  const changed = new Emitter<void>();
  const failed = new Emitter<Failure>();
  const open = new Set<ByteStream>();
  let served = 0;
  let bytes = 0;

  const serve = async (stream: ByteStream): Promise<void> => {
    const channel = await openChannel({ access, address, way: 'port-forward', url }, life.signal);
    const failure = await pipeForward({
      ...{ channel, stream, address, port: remotePort, wait: access.wait },
      ...(setup.halfCloseMs !== undefined && { halfCloseMs: setup.halfCloseMs }),
      onBytes: (count) => (bytes += count),
    });
    if (failure !== undefined) failed.fire(failure);
  };
  const take = async (stream: ByteStream): Promise<void> => {
    if (open.size >= maxConnections || life.signal.aborted) {
      stream.dispose();
      return;
    }
    open.add(stream);
    served += 1;
    changed.fire();
    try {
      await serve(stream);
    } catch (error) {
      if (!isAbort(error))
        failed.fire(toFailure(error, `Could not forward a connection to port ${remotePort}.`));
    } finally {
      stream.dispose();
      open.delete(stream);
      changed.fire();
    }
  };
  const listening = await listener.listen({ port: localPort, onConnection: (stream) => void take(stream) });
  return {
    address,
    remotePort,
    localPort: listening.port,
    get stats() {
      return { open: open.size, served, bytes };
    },
    onDidChange: changed.event,
    onDidFail: failed.event,
    dispose() {
      life.abort();
      listening.dispose();
      for (const stream of open) stream.dispose();
      changed.dispose();
      failed.dispose();
    },
  };
}
