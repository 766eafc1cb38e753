import type { ArmId } from '../estate/ids/arm-id';
import type { Subscription, SubscriptionKey } from '../estate/resources';
import type { Disposable } from '../lifecycle/disposable-store';
import type { Event } from '../lifecycle/emitter';
import type { Text } from '../lifecycle/text';
import type { Plan } from '../hosts/spring/plans';

/** One running instance of an app, and what is needed to reach it over its service's data plane. */
export interface InstanceAddress {
  readonly subscription: SubscriptionKey;
  readonly subscriptionId: string;
  readonly tenantId: string;
  readonly resourceGroup: string;
  readonly service: string;
  readonly serviceId: ArmId;
  readonly serviceFqdn: string;
  readonly plan: Plan;
  readonly appId: ArmId;
  readonly app: string;
  readonly deployment: string;
  readonly instance: string;
  /** The service is injected into a virtual network; `dataPlanePublicEndpoint` decides whether the internet reaches it. */
  readonly inVirtualNetwork: boolean;
  readonly dataPlanePublic: boolean;
}

/** An HTTP exchange as bytes that crossed a tunnel: nothing interpreted, error answers included. */
export interface RawRequest {
  readonly method: 'GET' | 'POST';
  /** Path and query, beginning with `/`. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface RawAnswer {
  readonly status: number;
  readonly reason: string;
  /** Names in lower case; a repeated header's values joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/**
 * A way to speak HTTP with the token endpoint of an instance: over its console, through a forwarded port, or at an
 * address the user forwarded. Everything that asks for tokens works with each.
 */
export interface Route extends Disposable {
  readonly kind: 'console' | 'port-forward' | 'forwarded';
  /** For people: `orders-default-14-02afc27 over the console (wget)`. */
  readonly label: Text;
  /** Sends one request; answers of any status are answers. Throws `Failure` when nothing came back. */
  exchange(request: RawRequest, signal: AbortSignal): Promise<RawAnswer>;
  /** Fires once when the instance or the connection is gone for good. */
  readonly onDidEnd: Event<Text>;
}

/** Whether a deployment's JVM can be debugged, which forwarding any of its ports goes by too. */
export interface RemoteDebugging {
  readonly enabled: boolean;
  /** Where the JVM listens for a debugger inside the instance. */
  readonly port: number;
}

export interface DebuggedDeployment {
  readonly subscription: Subscription;
  readonly id: ArmId;
}

export interface SeenDebugging extends DebuggedDeployment {
  readonly seen: RemoteDebugging;
}

/** What `Undo.kind` is for remote debugging; its data is whether to turn it on. */
export const debuggingUndo = 'remote-debugging';

/** Turning remote debugging on and off. Implemented by `azure/`; throws `Failure`, or an `AbortError`. */
export interface RemoteDebuggingApi {
  read(of: DebuggedDeployment, signal: AbortSignal): Promise<RemoteDebugging>;
  /**
   * Answers what Azure says once it is done. An ended `signal` ends the wait only. `seen` is what the user saw when deciding;
   * Azure is asked again right before every sending, and where it says something else by then, nothing is sent.
   */
  enable(of: SeenDebugging, port: number, signal: AbortSignal): Promise<RemoteDebugging>;
  disable(of: SeenDebugging, signal: AbortSignal): Promise<RemoteDebugging>;
}

/** A message-based connection (WebSocket). `closed` settles once, never rejects. */
export interface MessageChannel extends Disposable {
  send(data: Uint8Array | string): void;
  /** Bytes handed to `send` and not yet written to the network: for back-pressure. */
  readonly bufferedBytes: number;
  /** Fires when everything handed to `send` has been written. */
  readonly onDrain: Event<void>;
  readonly onMessage: Event<Uint8Array>;
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  pause(): void;
  resume(): void;
}

/** Opens WebSockets to the data plane. Implemented by `net/`; throws `Failure` with the status of a refused upgrade. */
export interface ChannelOpener {
  open(
    url: string,
    options: { readonly bearer: string; readonly signal: AbortSignal },
  ): Promise<MessageChannel>;
}
