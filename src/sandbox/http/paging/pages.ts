import { base64Bytes, base64Url, textOf, utf8 } from '../../../lifecycle/bytes';
import { sha256 } from '../../sha256';
import { armError, type Reply } from '../reply';
import type { Exchange } from '../route';

function encode(offset: number): string {
  return base64Url(utf8(`sandbox page ${offset}`));
}

function decode(token: string): number | undefined {
  try {
    const match = /^sandbox page (\d+)$/.exec(textOf(base64Bytes(token)));
    return match === null ? undefined : Number(match[1]);
  } catch {
    return undefined;
  }
}

export interface Listing {
  /** Same revision, same content. */
  readonly revision: string;
  readonly items: () => readonly unknown[];
  /** Lists whose document requires `nextLink` say the end with an empty one; others leave it out, as recorded. */
  readonly endsWithEmptyLink?: true;
}

/**
 * A list as ARM answers it: `{value}`, and `nextLink` only when the sandbox was told to page and more follows.
 * The link's token says nothing to a client (the form of Azure's is not documented).
 */
export function listReply(exchange: Exchange, listing: Listing): Reply {
  const { world, query, path, apiVersion, origin } = exchange;
  const parameter = [...query.keys()].find((name) => name.toLowerCase() === '$skiptoken');
  const offset = parameter === undefined ? 0 : decode(query.get(parameter) ?? '');
  if (offset === undefined)
    return armError(400, 'InvalidSkipToken', 'The continuation token is not one of this list.');
  const filter = query.get('$filter') ?? '';
  const key = [exchange.caller.tenantId, origin, path.toLowerCase(), apiVersion, filter, offset].join(' ');
  const kept = world.pages.get(key, listing.revision);
  if (kept !== undefined) return { status: 200, body: kept };
  const items = listing.items();
  const size = world.pageSize ?? items.length;
  const value = items.slice(offset, offset + size);
  const next = new URLSearchParams(query);
  if (parameter !== undefined) next.delete(parameter);
  next.set('$skiptoken', encode(offset + size));
  const more = offset + size < items.length;
  const end = listing.endsWithEmptyLink === true ? { nextLink: '' } : {};
  const link = more ? { nextLink: `${origin}${encodeURI(path)}?${next.toString()}` } : end;
  const json = utf8(JSON.stringify({ value, ...link }));
  world.pages.set(key, listing.revision, json);
  return { status: 200, body: json };
}

/** A short stand-in for a long text in tokens. */
export function digest(text: string): string {
  return base64Url(sha256(text)).slice(0, 22);
}
