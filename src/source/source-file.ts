import { languageOfText, type Language } from './language';
import { LineIndex } from './span';

/** One text to be judged, from disk or from an editor. */
export interface SourceFile {
  /** With `/` between folders, relative to the workspace folder or the command line's folder. */
  readonly path: string;
  readonly text: string;
  readonly language: Language;
  readonly lines: LineIndex;
}

/** Longer lines are made by programs; VS Code does not even colour lines of a fifth of this. */
const longestLine = 100_000;

/** Whether a text has a line that nobody wrote: it is not judged, as parsing it may take seconds. */
export function hasEndlessLine(text: string): boolean {
  for (let start = 0; start + longestLine < text.length;) {
    const end = text.lastIndexOf('\n', start + longestLine);
    if (end < start) return true;
    start = end + 1;
  }
  return false;
}

/** `undefined` when no rule reads such files. `language` is the editor's word where there is no telling name. */
export function sourceFile(
  path: string,
  text: string,
  language = languageOfText(path, text),
): SourceFile | undefined {
  return language === undefined ? undefined : { path, text, language, lines: new LineIndex(text) };
}
