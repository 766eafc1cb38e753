import type { World } from '../../world';
import type { TokenMint } from './mint';

export interface TokenRequest {
  readonly method: string;
  /** Path and query as sent. */
  readonly target: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** The part of the sandbox a token endpoint knows. */
export type TokenWorld = Pick<World, 'estate' | 'directory' | 'trouble' | 'identityRules' | 'now'>;

export interface TokenSetup {
  readonly world: () => TokenWorld;
  readonly mint: TokenMint;
  /** What an app must send in `X-IDENTITY-HEADER` for the App Service form. */
  readonly identityHeader: string;
  /** Public keys of the tokens. */
  readonly keySet: unknown;
}
