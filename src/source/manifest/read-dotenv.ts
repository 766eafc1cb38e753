import type { Comment, Reading } from '../reading';
import type { SourceFile } from '../source-file';
import type { ContainerVariable } from './manifest-file';

/** `NAME=value` of a line; names of the shell's own begin no value. */
const line = /^[ \t]{0,40}(?:export[ \t]{1,9})?([A-Za-z_][\w.-]{0,200})[ \t]{0,9}=[ \t]{0,9}([^\r\n]*)$/gm;
const remark = /^[ \t]{0,40}#[^\r\n]*$/gm;
const mostVariables = 2000;

/** Reads a file of environment variables that `docker run --env-file`, a compose file or a library takes. */
export function readDotenv({ text }: SourceFile): Reading {
  const variables: ContainerVariable[] = [];
  for (const match of text.matchAll(line)) {
    variables.push(variableOf(match));
    if (variables.length >= mostVariables) break;
  }
  const comments = [...text.matchAll(remark)].map(({ 0: found, index }): Comment => {
    const start = index + found.indexOf('#');
    return { span: { start, end: index + found.length }, text: found.trimStart() };
  });
  return { subjects: [{ kind: 'manifest', variables, secrets: [], workloadIdentities: [] }], comments };
}

function variableOf({ 0: found, 1: name = '', 2: rest = '', index }: RegExpExecArray): ContainerVariable {
  const nameStart = index + found.indexOf(name);
  const nameSpan = { start: nameStart, end: nameStart + name.length };
  const quoted = quotedIn(rest);
  const value = quoted ?? withoutRemark(rest).trimEnd();
  const start = index + found.length - rest.length + (quoted === undefined ? 0 : 1);
  // What is left empty is for whoever runs it to fill in, and `${NAME}` is filled in by what reads the file.
  const isKnown = value !== '' && ((quoted !== undefined && rest.startsWith("'")) || !/\$\{?\w/.test(value));
  return {
    name,
    nameSpan,
    span: value === '' ? nameSpan : { start, end: start + value.length },
    ...(isKnown && { value }),
  };
}

/** What stands in quotes, where they are around all of it but for blanks and a comment behind. */
function quotedIn(rest: string): string | undefined {
  const quote = rest.charAt(0);
  const end = quote === '"' || quote === "'" ? rest.indexOf(quote, 1) : -1;
  if (end === -1) return undefined;
  const behind = rest.slice(end + 1).trimStart();
  return behind === '' || behind.startsWith('#') ? rest.slice(1, end) : undefined;
}

/** A comment stands behind a blank. */
function withoutRemark(rest: string): string {
  const at = rest.search(/(?:^|[ \t])#/);
  return at === -1 ? rest : rest.slice(0, at);
}
