import { harmless, type ShownAs } from '../lifecycle/harmless';
import { render, say, type Text } from '../lifecycle/text';
import type { PictureNode, VerdictMark, Words } from './report';

/** How a report's words are spoken: in whose language, and without what must not be seen. */
export interface Speech {
  /** On one line, fit to be shown: what it quotes may be anybody's words. */
  line(words: Words): string;
  /** Something to copy, with its lines: nothing of it is changed but what nobody sees and what is secret. */
  code(text: string): string;
}

/** A speech of these parts; `clean` is `harmless`, or stricter than that. */
export function speechOf(
  translate: (template: string) => string,
  clean: (text: string, as: ShownAs) => string = harmless,
): Speech {
  return {
    line: (words) => clean(typeof words === 'string' ? words : render(words, translate), 'line'),
    code: (text) => clean(text, 'code'),
  };
}

/** For the command line and for files. */
export const english: Speech = speechOf((template) => template);

/**
 * How bad it is, in a word. No signs beside it: VS Code frames some of them as suspicious characters, and fonts without
 * them show empty boxes.
 */
export const markWords: Readonly<Record<VerdictMark, Text>> = {
  good: say('OK'),
  info: say('Note'),
  warning: say('Warning'),
  error: say('Error'),
  unknown: say('Not known'),
};

/** What is said beside the label of a node: how bad it is where it is not good, and the rest. One without the other may say the opposite. */
export function notesOf({ mark, detail }: PictureNode): readonly Words[] {
  return [
    ...(mark === undefined || mark === 'good' ? [] : [markWords[mark]]),
    ...(detail === undefined ? [] : [detail]),
  ];
}
