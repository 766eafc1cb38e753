import type { Caller } from '../entra/caller';
import type { World } from '../world';
import type { Provider } from './api-versions';
import type { Reply } from './reply';

export type Method = 'GET' | 'PUT' | 'PATCH' | 'POST' | 'DELETE';

/** A request that has passed sign-in, api-version and permission checks. */
export interface Exchange {
  readonly method: string;
  /** Decoded path, in the casing sent, without a trailing slash. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Parts of the path the route names, in the casing sent. */
  readonly params: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly apiVersion: string;
  /** `https://127.0.0.1:1234` as the client wrote it: links in answers stay on the host the client trusts. */
  readonly origin: string;
  readonly caller: Caller;
  readonly world: World;
}

export interface Route {
  readonly method: Method;
  /**
   * Path with `{name}` for one segment; `{+scope}` at the start stands for any number of them.
   * Literal segments are matched without regard to case, as ARM does.
   */
  readonly path: string;
  readonly provider: Provider;
  /** The permission ARM asks for, where the path and the method do not tell: see `actionOf`. */
  readonly action?: string;
  readonly handle: (exchange: Exchange) => Reply;
}

interface Compiled {
  readonly route: Route;
  readonly segments: readonly string[];
  readonly scoped: boolean;
}

export interface RouteMatch {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

function matchSegments(
  pattern: readonly string[],
  segments: readonly string[],
): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  for (const [i, expected] of pattern.entries()) {
    const segment = segments[i] ?? '';
    if (expected.startsWith('{')) params[expected.slice(1, -1)] = segment;
    else if (expected !== segment.toLowerCase()) return undefined;
  }
  return params;
}

/** Finds routes by path. */
export class RouteTable {
  readonly #routes: readonly Compiled[];

  constructor(routes: readonly Route[]) {
    this.#routes = routes.map((route) => {
      const all = route.path.split('/').slice(1);
      const scoped = all[0] === '{+scope}';
      const segments = (scoped ? all.slice(1) : all).map((segment) =>
        segment.startsWith('{') ? segment : segment.toLowerCase(),
      );
      return { route, segments, scoped };
    });
  }

  /** The route; `'method'` when the path exists for other methods only; `undefined` when nothing is there. */
  find(method: string, path: string): RouteMatch | 'method' | undefined {
    const segments = path.split('/').slice(1);
    let pathExists = false;
    for (const { route, segments: pattern, scoped } of this.#routes) {
      const extra = segments.length - pattern.length;
      if (scoped ? extra < 0 : extra !== 0) continue;
      const params = matchSegments(pattern, segments.slice(extra));
      if (params === undefined) continue;
      pathExists = true;
      if (route.method !== method) continue;
      if (scoped) params['scope'] = extra === 0 ? '' : `/${segments.slice(0, extra).join('/')}`;
      return { route, params };
    }
    return pathExists ? 'method' : undefined;
  }
}
