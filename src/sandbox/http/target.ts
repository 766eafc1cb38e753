/** What a request asks for, read from the first line it sends. */
export interface Target {
  readonly url: URL;
  /** Decoded, with single slashes and without one at its end. */
  readonly path: string;
}

/**
 * Reads a request's target; `undefined` when it is none. Azure answers `//subscriptions/...` like `/subscriptions/...`:
 * several SDKs put a slash of their own before an id that has one. Taken as a relative reference, the two slashes would
 * make a host of `subscriptions`, so the origin is put in front.
 */
export function readTarget(sent: string, origin: string): Target | undefined {
  const address = sent.startsWith('/') ? `${origin}${sent}` : sent;
  if (!URL.canParse(address, origin)) return undefined;
  const url = new URL(address, origin);
  try {
    const path = decodeURIComponent(url.pathname)
      .replace(/\/{2,}/g, '/')
      .replace(/(.)\/$/, '$1');
    return { url, path };
  } catch {
    return undefined;
  }
}
