import { findNodeAtLocation, getNodeValue, parseTree } from 'jsonc-parser';
import type { Span } from '../../source/span';
import type { FolderLink } from '../links/folder-link';

/** Where a link stands in the text of `.spring-identity.json`; `undefined` when it no longer does. Of two that are the same, the first. */
export function linkEntry(text: string, link: FolderLink): Span | undefined {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const links = root && findNodeAtLocation(root, ['links']);
  const entry = links?.children?.find((one) => isLink(getNodeValue(one), link));
  return entry && { start: entry.offset, end: entry.offset + entry.length };
}

function isLink(value: unknown, { folder, app }: FolderLink): boolean {
  const entry = value as Partial<FolderLink> | null;
  return entry?.folder === folder && entry.app === app;
}
