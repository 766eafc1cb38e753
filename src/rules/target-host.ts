import type { TargetService } from './fact';
import type { Span } from '../source/span';

const services: readonly (readonly [string, TargetService])[] = [
  ['.vault.azure.net', 'keyVault'],
  ['.blob.core.windows.net', 'storage'],
  ['.queue.core.windows.net', 'storage'],
  ['.table.core.windows.net', 'storage'],
  ['.file.core.windows.net', 'storage'],
  ['.dfs.core.windows.net', 'storage'],
  ['.servicebus.windows.net', 'serviceBus'],
  ['.azconfig.io', 'appConfiguration'],
  ['.documents.azure.com', 'cosmos'],
  ['.database.windows.net', 'sql'],
  ['.redis.cache.windows.net', 'redis'],
];
const hostEnd = /\.(?:azure\.net|windows\.net|azconfig\.io|azure\.com)\b/i;
const notInHost = /[^a-z0-9.-]/gi;

/** A service's host within a text. */
export interface HostInText {
  readonly service: TargetService;
  /** Lower case. */
  readonly host: string;
  readonly span: Span;
}

/** The first host of an Azure service in a text; `undefined` when there is none. */
export function hostIn(text: string): HostInText | undefined {
  const end = hostEnd.exec(text);
  if (end === null) return undefined;
  const stop = end.index + end[0].length;
  const start = lastBefore(text, stop);
  const host = text.slice(start, stop).toLowerCase();
  const service = services.find(([suffix]) => host.endsWith(suffix) && host.length > suffix.length)?.[1];
  return service === undefined ? undefined : { service, host, span: { start, end: stop } };
}

function lastBefore(text: string, stop: number): number {
  let start = 0;
  for (const { index } of text.slice(0, stop).matchAll(notInHost)) start = index + 1;
  return start;
}
