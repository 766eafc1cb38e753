import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';

import type { ArmId } from '../../estate/ids/arm-id';
import { Failure } from '../../lifecycle/failure';
import type { TokenKey } from '../entra/token-key';
import type { AppDocument } from '../estates/documents';
import { makeInstances } from '../estates/make-documents';
import { loopbackOrigin, type Listening } from '../http/listen';
import { armError, isReply, type Reply } from '../http/reply';
import { readTarget } from '../http/target';
import type { World } from '../world';
import { admit } from './admit';
import { Channels } from './channels';
import { builtinConsole } from './console/builtin';
import { runConsole } from './console/console-session';
import { realShell } from './console/shell';
import type { InstancePlace } from './find-instance';
import { InstanceStream } from './forward/instance-stream';
import { servePort } from './forward/app-server';
import { readInstancePath, type InstancePath } from './instance-path';
import type { ConsoleChoice, SandboxPlane, TokenEndpoint } from './plane-contract';
import { refuseUpgrade } from './refuse-upgrade';
import { answerTokenRequest } from './token/token-endpoint';
import type { TokenRequest } from './token/token-setup';
import { listenForTokens } from './token/token-listener';
import { TokenMint } from './token/mint';
import type { TokenReply } from './token/token-errors';

export interface PlaneOptions {
  readonly world: () => World;
  readonly key: TokenKey;
  readonly console: ConsoleChoice;
  /** Lifetime of the tokens of managed identities, in seconds. */
  readonly tokenSeconds: number;
  readonly identityHeader: string;
  /** Unix milliseconds. */
  readonly now: () => number;
}

/** The largest message taken from a client; the framing has chunks of sockets, the console what somebody types. */
const maxMessage = 4 * 1024 * 1024;

interface Admitted {
  readonly place: InstancePlace;
  readonly path: InstancePath;
}

const foreign = armError(421, 'MisdirectedRequest', 'Only programs of this machine are answered.');
const nothingThere = armError(404, 'NotFound', 'There is no WebSocket at this address.');

/** Serves the WebSockets to instances, and the token endpoints inside them. */
export class DataPlane implements SandboxPlane {
  readonly #options: PlaneOptions;
  readonly #mint: TokenMint;
  readonly #channels: Channels;
  readonly #sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessage,
    perMessageDeflate: false,
  });
  readonly #endpoints = new Set<Listening>();
  #tokensServed = 0;

  constructor(options: PlaneOptions) {
    this.#options = options;
    this.#mint = new TokenMint({ key: options.key, now: options.now, seconds: options.tokenSeconds });
    this.#channels = new Channels(options.world);
  }

  get openChannels(): number {
    return this.#channels.count;
  }

  get tokensServed(): number {
    return this.#tokensServed;
  }

  /** Takes an upgrade request of the sandbox's server: opens a WebSocket, or refuses with an HTTP answer. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const admitted = this.#admit(request);
    if (isReply(admitted)) {
      refuseUpgrade(socket, admitted);
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, (channel) => {
      this.#open(channel, admitted);
    });
  }

  async openTokenEndpoint(app: ArmId, port = 0): Promise<TokenEndpoint> {
    this.#needApp(app);
    const listener = await listenForTokens(port, (request) => this.#answer(app, request));
    this.#endpoints.add(listener);
    return {
      url: listener.url,
      identityEndpoint: `${listener.url}/msi/token`,
      identityHeader: this.#options.identityHeader,
      close: async () => {
        this.#endpoints.delete(listener);
        await listener.close();
      },
    };
  }

  restart(app: ArmId): void {
    const world = this.#options.world();
    const { name } = this.#needApp(app);
    for (const deployment of world.estate.deployments.under(app)) {
      const { instances } = deployment.properties;
      if (instances === null || instances.length === 0) continue;
      const renewed = makeInstances({
        app: name,
        deployment: deployment.name,
        count: instances.length,
        startTime: new Date(world.now()).toISOString().replace(/\.\d+/, ''),
        origin: `${deployment.id} ${world.newGuid()}`,
      });
      const properties = { ...deployment.properties, instances: renewed };
      world.estate.deployments.put({ ...deployment, properties });
    }
    this.#channels.sweep();
  }

  cutChannels(): number {
    return this.#channels.cut();
  }

  /** After a reset of the world: tokens are issued anew, channels to instances that are gone end. */
  reset(): void {
    this.#mint.forget();
    this.#tokensServed = 0;
    this.#channels.sweep();
  }

  async stop(): Promise<void> {
    this.cutChannels();
    this.#sockets.close();
    await Promise.all([...this.#endpoints].map((endpoint) => endpoint.close()));
  }

  #admit(request: IncomingMessage): Admitted | Reply {
    const origin = loopbackOrigin(request.headers.host);
    if (origin === undefined || request.headers.origin !== undefined) return foreign;
    const url = readTarget(request.url ?? '/', origin)?.url;
    const path = url && readInstancePath(url);
    if (url === undefined || path === undefined) return nothingThere;
    const { authorization } = request.headers;
    const world = this.#options.world();
    world.operations.settle(world.now());
    const asked = { path: url.pathname, query: url.searchParams, origin, authorization };
    const place = admit(world, this.#options.key, asked, path);
    return isReply(place) ? place : { place, path };
  }

  #needApp(id: ArmId): AppDocument {
    const app = this.#options.world().estate.apps.get(id);
    if (app !== undefined) return app;
    throw new Failure({ code: 'not-found', what: 'The sandbox has no such app.', why: `Its id is '${id}'.` });
  }

  #answer(appId: ArmId, request: TokenRequest): TokenReply {
    const { world, identityHeader, key } = this.#options;
    const app = world().estate.apps.get(appId);
    // The app was deleted: as if nothing listened any more.
    if (app === undefined) return { status: 0, headers: {}, body: '', dropped: true };
    const reply = answerTokenRequest(request, app, {
      world,
      identityHeader,
      mint: this.#mint,
      keySet: key.keySet,
    });
    if (reply.status === 200) this.#tokensServed += 1;
    return reply;
  }

  #open(channel: WebSocket, { place, path }: Admitted): void {
    channel.on('error', () => {
      channel.terminate();
    });
    this.#channels.add(channel, place);
    const cutAfter = this.#arm(channel, place);
    const answer = (request: TokenRequest) => this.#answer(place.app.id, request);
    if (path.port === undefined) this.#openConsole(channel, place, cutAfter);
    else servePort(new InstanceStream(channel, path.port, cutAfter), { place, port: path.port, answer });
  }

  #openConsole(channel: WebSocket, place: InstancePlace, cutAfter: number | undefined): void {
    const choice = this.#options.console;
    const builtin = choice === 'builtin';
    const answer = (request: TokenRequest) => this.#answer(place.app.id, request);
    runConsole(channel, {
      start: builtin ? builtinConsole({ tools: toolsOf(place), answer }) : realShell(choice),
      terminal: builtin || choice.terminal !== false,
      frameBytes: builtin ? undefined : choice.frameBytes,
      cutAfter,
    });
  }

  /** Arms what trouble holds for an open channel; the bytes after which it is cut. */
  #arm(channel: WebSocket, place: InstancePlace): number | undefined {
    const { trouble } = this.#options.world();
    const at = { method: 'GET', path: `${place.deployment.id}/instances/${place.instance.name}` };
    const replaced = trouble.strike(at, (kind) => kind === 'instance-replaced')?.rule;
    const cut = trouble.strike(at, (kind) => kind === 'channel-cut')?.rule;
    const later = (delayMs: number | undefined, act: () => void) => {
      const timer = setTimeout(act, delayMs ?? 0);
      channel.once('close', () => {
        clearTimeout(timer);
      });
    };
    if (replaced !== undefined)
      later(replaced.delayMs, () => {
        this.restart(place.app.id);
      });
    if (cut !== undefined && cut.bytes === undefined)
      later(cut.delayMs, () => {
        channel.terminate();
      });
    return cut?.bytes;
  }
}

/** The images Azure builds for jars have nc and wget and a JDK but no curl; a custom image has what it has: here, nothing. */
function toolsOf({ deployment }: InstancePlace): readonly string[] {
  const source = deployment.properties['source'] as { readonly type?: unknown } | undefined;
  return source?.type === 'Container' ? [] : ['nc', 'bash', 'busybox-wget', 'java'];
}
