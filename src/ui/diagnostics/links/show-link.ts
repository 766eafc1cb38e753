import { Uri, window, workspace } from 'vscode';
import { linkEntry } from '../../../lint/config/link-entry';
import { LineIndex } from '../../../source/span';
import type { FileLink } from '../../known-links';
import { rangeOf } from '../diagnostic';

/** Opens the configuration file a link stands in, and selects its entry; the top of the file when it was taken out meanwhile. */
export async function showLink(link: FileLink): Promise<void> {
  const document = await workspace.openTextDocument(Uri.parse(link.file, true));
  const text = document.getText();
  const entry = linkEntry(text, link) ?? { start: 0, end: 0 };
  await window.showTextDocument(document, { selection: rangeOf(new LineIndex(text), entry) });
}
