import { withoutSignedQueries, withoutTokens } from './redaction';

/**
 * How a text is shown: on one line; over several (a modal's detail, a report); or as a label, in which VS Code draws icons
 * for `$(name)` and only one at the beginning is ours; or as something to copy, where nothing is read as a link and every character
 * counts.
 */
export type ShownAs = 'line' | 'lines' | 'label' | 'code';

/** More than anybody reads in such a place; a report may be long. */
const longest: Readonly<Record<ShownAs, number>> = {
  line: 4_000,
  label: 1_000,
  lines: 1_000_000,
  code: 1_000_000,
};

/** Steers a terminal or a line, or reorders what stands around it. Tabs and line ends are dealt with apart. */
const unseen =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;
const instead = '\ufffd';

/**
 * The one way for words that others wrote (Azure's messages, display names, what stands in files) into anything people look at:
 * a notification, a dialog, a list, a tree, a hover, the name of a terminal, a report. VS Code makes a link of
 * `[text](command:...)` in many of these places, and of `$(name)` an icon; and names may hold characters nobody sees.
 *
 * What comes out is the same words: without tokens, without control, bidirectional and invisible characters (`\ufffd` stands in
 * their place), without the form of a link, and no longer than the place can show. Takes one pass over the text.
 */
export function harmless(text: string, as: ShownAs = 'line'): string {
  const most = longest[as];
  // A token at the cut would lose the end that tells it from a word, so tokens go first.
  const bounded = withoutSignedQueries(
    withoutTokens(text.length > 2 * most ? text.slice(0, 2 * most) : text),
  );
  const cut = bounded.length > most ? `${bounded.slice(0, most)}…` : bounded;
  const visible = cut.replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n').replace(unseen, instead);
  if (as === 'code') return visible;
  const seen = visible.replace(/\]\(/g, '] (');
  if (as === 'lines') return seen;
  const line = seen.replace(/[\n\t]+/g, ' ');
  return as === 'label' ? withoutIcons(line) : line;
}

/** Only the icon a label begins with is ours. */
function withoutIcons(label: string): string {
  const own = /^\$\([\w~-]{1,40}\) /.exec(label)?.[0] ?? '';
  return own + label.slice(own.length).replace(/\$\(/g, '$ (');
}
