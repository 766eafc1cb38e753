import type { RuleId } from '../../rules/rule';
import type { Language } from '../../source/language';
import type { SourceFile } from '../../source/source-file';
import { lineEndOf, type Span, type TextEdit } from '../../source/span';
import { isContinuable, isContinued, suppressionMark } from './suppression';

const marks: Readonly<Record<Language, string>> = {
  java: '//',
  kotlin: '//',
  'build-code': '//',
  bicep: '//',
  json: '//',
  properties: '#',
  yaml: '#',
  terraform: '#',
  'terraform-json': '//',
  shell: '#',
  pom: '<!--',
  gradle: '//',
  'gradle-properties': '#',
  toml: '#',
  powershell: '#',
  workflow: '#',
  dockerfile: '#',
  dotenv: '#',
};

/**
 * A comment on a line of its own above a finding that silences its rule there; `reasonAt` is where in its text the author writes the reason. Above a
 * command that is continued on other lines, as a comment between them would end it.
 */
export function suppressionEdit(
  file: Pick<SourceFile, 'text' | 'lines' | 'language'>,
  { start }: Span,
  rule: RuleId,
): TextEdit & { readonly reasonAt: number } {
  const { text, lines, language } = file;
  let { line } = lines.positionAt(start);
  while (isContinuable(file) && line > 0 && isContinued(file, line - 1)) line -= 1;
  const at = lines.startOf(line);
  const indent = /^[ \t]*/.exec(text.slice(at))?.[0] ?? '';
  const close = marks[language] === '<!--' ? ' -->' : '';
  const lineEnd = lineEndOf(text);
  const before = `${indent}${marks[language]} ${suppressionMark} ${rule} `;
  return {
    span: { start: at, end: at },
    text: `${before}${close}${lineEnd}`,
    reasonAt: before.length,
  };
}
