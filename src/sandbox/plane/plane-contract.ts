import type { ArmId } from '../../estate/ids/arm-id';

/**
 * What runs in the consoles of instances. `builtin`: no program at all; understands the extension's own console script
 * and answers it from the sandbox's token endpoint. A command: that program, for real, on this machine. Programs are
 * for tests: what clients type is then run here, so the command line does not offer them.
 */
export type ConsoleChoice =
  | 'builtin'
  | {
      /** Program and arguments, for example `['/bin/sh', '-i']`. */
      readonly command: readonly string[];
      /** Its whole environment; only a PATH when left out. */
      readonly environment?: Readonly<Record<string, string>>;
      /** Act as a terminal does: echo, lines of at most 4095 bytes, CR LF. Default true. */
      readonly terminal?: boolean;
      /** Most bytes of output per message; what the program writes at once when left out. */
      readonly frameBytes?: number;
    };

/** A token endpoint on plain HTTP, as one app sees it. */
export interface TokenEndpoint {
  /** `http://127.0.0.1:<port>`: host for the IMDS form, as in AZURE_POD_IDENTITY_AUTHORITY_HOST. */
  readonly url: string;
  /** IDENTITY_ENDPOINT of the App Service form. */
  readonly identityEndpoint: string;
  /** IDENTITY_HEADER of the App Service form. */
  readonly identityHeader: string;
  close(): Promise<void>;
}

/** The data plane of the sandbox: WebSockets to instances, and what is inside them. */
export interface SandboxPlane {
  /** Opens the token endpoint of an app at 127.0.0.1. Throws `Failure` when there is no such app or the port is taken. */
  openTokenEndpoint(app: ArmId, port?: number): Promise<TokenEndpoint>;
  /** Replaces all instances of an app by new ones; WebSockets to the old ones end. Throws `Failure` `not-found`. */
  restart(app: ArmId): void;
  /** Cuts every open WebSocket without a goodbye; how many there were. */
  cutChannels(): number;
  /** WebSockets that are open. */
  readonly openChannels: number;
  /** Tokens handed out since the start, from the cache or not. */
  readonly tokensServed: number;
}
