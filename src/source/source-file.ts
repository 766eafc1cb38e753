import { languageOf, type Language } from './language';
import { LineIndex } from './span';

/** One text to be judged, from disk or from an editor. */
export interface SourceFile {
  /** With `/` between folders, relative to the workspace folder or the command line's folder. */
  readonly path: string;
  readonly text: string;
  readonly language: Language;
  readonly lines: LineIndex;
}

/** `undefined` when no rule reads such files. `language` is the editor's word where there is no telling name. */
export function sourceFile(path: string, text: string, language = languageOf(path)): SourceFile | undefined {
  return language === undefined ? undefined : { path, text, language, lines: new LineIndex(text) };
}
