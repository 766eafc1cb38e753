import { randomBytes } from 'node:crypto';

import type { ArmId } from '../../estate/ids/arm-id';
import { Failure } from '../../lifecycle/failure';
import type { EstateChoice } from '../contract';
import { directoryOf } from '../entra/directory';
import { createTokenKey } from '../entra/signing';
import { chooseEstate } from '../estates/choose';
import type { AppDocument } from '../estates/documents';
import { buildEstate } from '../estates/estate';
import { stableGuid } from '../estates/stable-guid';
import { TroubleBook } from '../trouble';
import type { IdentityMode } from './token/identity-rules';
import { heldIdentities, type HeldIdentity } from './token/identities';
import { TokenMint } from './token/mint';
import { answerTokenRequest } from './token/token-endpoint';
import type { TokenWorld } from './token/token-setup';
import { listenForTokens } from './token/token-listener';

export interface ImdsOptions {
  readonly estate?: EstateChoice;
  /** `<service>/<app>`; the first app with both kinds of identity, or with any, when left out. */
  readonly app?: string;
  readonly port?: number;
  readonly identityMode?: IdentityMode;
  readonly identitySeed?: number;
  readonly identityTokenSeconds?: number;
  /** Unix milliseconds. */
  readonly now?: () => number;
}

export interface ImdsAlone {
  /** `http://127.0.0.1:<port>`: the value of AZURE_POD_IDENTITY_AUTHORITY_HOST. */
  readonly url: string;
  /** IDENTITY_ENDPOINT and IDENTITY_HEADER of the App Service form. */
  readonly identityEndpoint: string;
  readonly identityHeader: string;
  /** Public keys of the tokens. */
  readonly keysUrl: string;
  readonly app: ArmId;
  readonly identities: readonly HeldIdentity[];
  readonly stop: () => Promise<void>;
}

function findApp(world: TokenWorld, name: string | undefined): AppDocument {
  const apps = [...world.estate.apps.all()];
  const kinds = (app: AppDocument) => new Set(heldIdentities(world, app).map(({ kind }) => kind)).size;
  const found =
    name === undefined
      ? (apps.find((app) => kinds(app) === 2) ?? apps.find((app) => kinds(app) === 1))
      : apps.find(({ id }) =>
          id.toLowerCase().endsWith(`/spring/${name.toLowerCase().replace('/', '/apps/')}`),
        );
  if (found !== undefined) return found;
  throw new Failure({
    code: 'invalid',
    what: name === undefined ? 'No app of the estate has an identity.' : `The estate has no app '${name}'.`,
    why: `Apps are named <service>/<app>${apps.length === 0 ? '' : `, for example '${nameOf(apps[0])}'`}.`,
  });
}

function nameOf(app: AppDocument | undefined): string {
  return /\/Spring\/([^/]+\/apps\/[^/]+)$/i.exec(app?.id ?? '')?.[1]?.replace('/apps/', '/') ?? '';
}

/**
 * Serves the token endpoint of one app of an estate, and nothing else, on plain HTTP at 127.0.0.1: to try identity code
 * offline, with the rules by which an identity is chosen. Throws `Failure` for an app or port that cannot be had.
 */
export async function openImds(options: ImdsOptions = {}): Promise<ImdsAlone> {
  const now = options.now ?? Date.now;
  const key = await createTokenKey();
  const estate = buildEstate(chooseEstate(options.estate ?? 'sample'), now);
  const world: TokenWorld = {
    estate,
    directory: directoryOf(estate, (principalId) => stableGuid(`application of ${principalId}`)),
    trouble: new TroubleBook(),
    identityRules: { mode: options.identityMode ?? 'asa', seed: options.identitySeed ?? 0 },
    now,
  };
  const app = findApp(world, options.app);
  const setup = {
    world: () => world,
    mint: new TokenMint({ key, now, seconds: options.identityTokenSeconds ?? 86_399 }),
    identityHeader: randomBytes(16).toString('hex'),
    keySet: key.keySet,
  };
  const listener = await listenForTokens(options.port ?? 0, (request) =>
    answerTokenRequest(request, app, setup),
  );
  return {
    url: listener.url,
    identityEndpoint: `${listener.url}/msi/token`,
    identityHeader: setup.identityHeader,
    keysUrl: `${listener.url}/discovery/v2.0/keys`,
    app: app.id,
    identities: heldIdentities(world, app),
    stop: () => listener.close(),
  };
}
