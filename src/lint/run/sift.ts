import { languageOfText, type Language } from '../../source/language';
import { mayMatter } from '../applicable-rules';
import type { FoundFile, SkippedFile } from '../ports';

/** What a first look at a file shows, or why there was none. Plain data. */
export type SiftedFile =
  SkippedFile | { readonly language: Language | undefined; readonly mayMatter: boolean };

/** Whether a file is worth judging at all, which most are not. */
export function sift(found: FoundFile): SiftedFile {
  if ('skipped' in found) return found;
  const language = languageOfText(found.path, found.text);
  return { language, mayMatter: language !== undefined && mayMatter(found.text, language) };
}
