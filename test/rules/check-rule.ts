import assert from 'node:assert/strict';
import { lintFile, type FileFinding, type LintOptions } from '../../src/lint/lint-file';
import { plain, type Text } from '../../src/lifecycle/text';
import { Projects } from '../../src/lint/project/projects';
import type { EditFix } from '../../src/rules/finding';
import { grammarsOf } from '../../src/source/grammar/grammars';
import { sourceFile } from '../../src/source/source-file';
import { applyEdits } from '../../src/source/span';
import { cannedApps, type CannedApp } from './canned-apps';
import { countText } from './judged-texts';
import { packageGrammars } from './package-grammars';

const grammars = packageGrammars();

export interface CheckOptions {
  readonly app?: CannedApp | LintOptions['link'];
  readonly project?: LintOptions['project'];
  readonly levels?: LintOptions['levels'];
  /** Other files of the same folder, by path: their settings and variables are known as in a scan. */
  readonly others?: Readonly<Record<string, string>>;
}

/** What files of a folder tell of a project. */
export async function projectsWith(texts: Readonly<Record<string, string>>): Promise<Projects> {
  const projects = new Projects(grammars);
  for (const [path, text] of Object.entries(texts)) await projects.read(path, text);
  return projects;
}

/** Every finding of every rule in a text, judged as the editor and the command line judge it. */
export async function findingsIn(
  path: string,
  text: string,
  options: CheckOptions = {},
): Promise<readonly FileFinding[]> {
  const file = sourceFile(path, text);
  assert.ok(file !== undefined, `no rule reads files like ${path}`);
  await grammars.load(grammarsOf(file.language));
  const link = typeof options.app === 'string' ? cannedApps[options.app] : options.app;
  const projects =
    options.others === undefined ? undefined : await projectsWith({ ...options.others, [path]: text });
  const { findings } = lintFile(file, grammars, {
    project: options.project ?? projects?.factsFor(path) ?? {},
    ...(projects !== undefined && {
      settings: projects.settingsFor(path),
      manifests: projects.manifestsFor(path),
      names: projects.namesFor(path),
    }),
    ...(link !== undefined && { link }),
    ...(options.levels !== undefined && { levels: options.levels }),
  });
  countText(
    JSON.stringify([path, text, options.app, options.project, options.others]),
    findings.map(({ rule }) => rule.id),
  );
  return findings;
}

/** What a finding says, in English; nothing where there is none. */
export function said(finding: { readonly message: Text } | undefined): string {
  return finding === undefined ? '' : plain(finding.message);
}

/**
 * Asserts the findings of a text in which carets stand below what is to be reported:
 *
 *     c = new ManagedIdentityCredentialBuilder().build();
 *         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI101 warning
 *
 * The word behind the id, a level, may be missing. A span over several lines is marked on its first line only. Lines
 * with carets are not part of the text. All rules run, so a finding of another rule is a failure too.
 */
export async function checkRule(path: string, marked: string, options: CheckOptions = {}): Promise<void> {
  const { text, expected } = readMarks(marked);
  const file = sourceFile(path, text);
  assert.ok(file !== undefined);
  const found = (await findingsIn(path, text, options)).map(({ rule, span, severity }) => {
    const start = file.lines.positionAt(span.start);
    const end = file.lines.positionAt(span.end);
    const lineEnd = file.lines.startOf(start.line + 1) - (start.line + 1 < file.lines.count ? 1 : 0);
    const length = (end.line === start.line ? span.end : lineEnd) - span.start;
    return { id: rule.id, line: start.line, column: start.column, length, severity };
  });
  assert.deepEqual(
    found.map((finding, i) => {
      const { severity, ...rest } = finding;
      return expected[i]?.severity === undefined ? rest : { ...rest, severity };
    }),
    expected,
  );
}

interface Mark {
  readonly id: string;
  readonly line: number;
  readonly column: number;
  readonly length: number;
  readonly severity?: string;
}

function readMarks(marked: string): { readonly text: string; readonly expected: readonly Mark[] } {
  const lines: string[] = [];
  const expected: Mark[] = [];
  for (const line of marked.split('\n')) {
    const match = /^(\s*)(\^+) (MI\d{3})(?: (\w+))?\s*$/.exec(line);
    const [, indent = '', carets = '', id = '', severity] = match ?? [];
    if (match === null) lines.push(line);
    else
      expected.push({
        id,
        line: lines.length - 1,
        column: indent.length,
        length: carets.length,
        ...(severity !== undefined && { severity }),
      });
  }
  return { text: lines.join('\n'), expected };
}

/** The text after the first edit fix of its only finding (or the only one of a rule), or the fix whose title matches. */
export async function fixed(
  path: string,
  text: string,
  options: CheckOptions & { readonly title?: RegExp; readonly rule?: string } = {},
): Promise<string> {
  const all = await findingsIn(path, text, options);
  const [finding, ...others] = all.filter(({ rule }) => rule.id === (options.rule ?? rule.id));
  assert.ok(finding !== undefined, 'nothing is reported');
  assert.deepEqual(
    others.map(({ rule }) => rule.id),
    [],
    'more than one finding',
  );
  const fixes = (finding.fixes ?? []).filter((fix): fix is EditFix => fix.kind === 'edit');
  const fix = fixes.find(({ title }) => options.title?.test(plain(title)) ?? true);
  assert.ok(fix !== undefined, `no such fix among: ${fixes.map(({ title }) => plain(title)).join(' | ')}`);
  return applyEdits(text, fix.edits);
}
