import { say, sentences, type Text } from '../lifecycle/text';
import { collectFacts, settingsIn } from '../rules/collect-facts';
import type { Fact } from '../rules/fact';
import type { Confidence } from '../rules/confidence';
import type { Finding, Severity } from '../rules/finding';
import type { LinkedApp } from '../rules/linked-app';
import { fileRules } from '../rules/index';
import type { FileContext, FileRule, RuleId, RuleInfo } from '../rules/rule';
import type { ProjectFacts } from '../source/build/project-facts';
import type { Trees } from '../source/grammar/grammars';
import { isTestSource } from '../source/language';
import { readSource } from '../source/read-source';
import type { FindElsewhere } from '../source/infra/names';
import { findElsewhere, folderOf, type NameElsewhere } from '../source/infra/names-elsewhere';
import type { BesideManifest } from '../source/manifest/manifest-file';
import type { Subject } from '../source/reading';
import { hasEndlessLine, type SourceFile } from '../source/source-file';
import { overlaps } from '../source/span';
import { applicableRules } from './applicable-rules';
import { isAsSure, sureness, type Levels } from './config/levels';
import type { AppSettings } from './project/project-settings';
import { settingsFinder } from './config/settings-finder';
import { judgeSuppressions, suppressionsIn, type Suppression } from './suppression/suppression';

export interface LintOptions {
  readonly project: ProjectFacts;
  /** What other files tell of the settings of the file's app. */
  readonly settings?: readonly AppSettings[];
  /** What other files of a template tell of the names in the file. */
  readonly names?: readonly NameElsewhere[];
  /** What other files tell of a manifest. */
  readonly manifests?: BesideManifest;
  /** The app the file's folder is linked to; `unreadable` says why its state is not known. */
  readonly link?: LinkedApp | { readonly name: string; readonly unreadable: string };
  /** Levels people chose; rules they did not name keep their own. */
  readonly levels?: Levels;
}

export interface FileFinding extends Finding {
  readonly rule: RuleInfo;
  readonly severity: Severity;
  readonly confidence: Confidence;
}

export interface FileResult {
  /** In the order of the text. */
  readonly findings: readonly FileFinding[];
  /** What the file tells rules about other files and the live app; none for test sources. */
  readonly facts: readonly Fact[];
  /** Comments that silence rules, and whether anything was there to silence. */
  readonly suppressions: readonly (Suppression & { readonly used: boolean })[];
}

/** Rules that judge by the linked app alone. */
const needingApp: ReadonlySet<RuleId> = new Set(
  fileRules.filter(({ needsApp }) => needsApp === true).map(({ id }) => id),
);

const nothing: FileResult = { findings: [], facts: [], suppressions: [] };

/** A template without others knows its own names alone. */
function elsewhereOf({ path, language }: SourceFile, { names = [] }: LintOptions): FindElsewhere | undefined {
  if (names.length === 0) return undefined;
  const scope = language.startsWith('terraform') ? folderOf(path) : path;
  return findElsewhere(names, { path, scope });
}

/**
 * Judges one file. Pure, and never throws on bad input: what does not parse is judged as far as it goes. The grammars
 * of the file's language must be loaded. Test sources are never reported.
 */
export function lintFile(file: SourceFile, trees: Trees, options: LintOptions): FileResult {
  if (isTestSource(file.path) || hasEndlessLine(file.text)) return nothing;
  const { subjects: read, comments } = readSource(file, trees, elsewhereOf(file, options));
  const app = options.link !== undefined && 'identity' in options.link ? options.link : undefined;
  const configs = settingsIn(read);
  const subjects = [...read, ...configs.filter((one) => !read.includes(one))];
  const settingsOf = settingsFinder(
    file.path,
    configs,
    { around: options.settings ?? [], project: options.project },
    app,
  );
  const facts = collectFacts(subjects, settingsOf);
  const contextOf = (subject: Subject | undefined): FileContext => ({
    path: file.path,
    text: file.text,
    project: options.project,
    settings: settingsOf(subject),
    targets: facts.filter((fact) => fact.kind === 'target'),
    ...(options.manifests !== undefined && { manifests: options.manifests }),
    ...(app !== undefined && { app }),
  });
  const found = onceEach(
    applicableRules(file.text, file.language).flatMap((rule) => {
      const level = options.levels?.[rule.id];
      if (level === 'off') return [];
      return checkWith(rule, subjects, facts, contextOf).map((finding) => ({
        ...finding,
        ...(finding.live === true &&
          options.link !== undefined && {
            message: sentences(finding.message, judgedAgainst(options.link)),
          }),
        rule,
        ...sureness(rule, finding, level),
      }));
    }),
  );
  const silencers = suppressionsIn(file, comments).map((suppression) => ({ ...suppression, used: false }));
  // What a more exact rule hides is silenced as well: it comes to light when that one is put right.
  const loud = new Set(
    found.filter((finding) => {
      const { line } = file.lines.positionAt(finding.span.start);
      const by = silencers.filter(
        (one) => one.line <= line && line <= one.lastLine && one.rules.includes(finding.rule.id),
      );
      for (const one of by) one.used = true;
      return by.length === 0;
    }),
  );
  const hiding = found.filter(({ rule }) => (rule.hides ?? []).length > 0);
  const heard = found.filter(
    (finding) => loud.has(finding) && !hiding.some((other) => hides(other, finding)),
  );
  const silent = (id: RuleId): boolean =>
    options.levels?.[id] === 'off' || (app === undefined && needingApp.has(id));
  const idle = judgeSuppressions(file, silencers, silent).flatMap((finding) => {
    const level = options.levels?.[finding.rule.id] ?? finding.rule.severity;
    return level === 'off' ? [] : [{ ...finding, severity: level, confidence: 'high' as const }];
  });
  return {
    // What is not sure enough has hidden others and used its suppression all the same.
    findings: [...heard, ...idle]
      .filter(({ confidence }) => isAsSure(confidence, options.levels?.least))
      .sort((a, b) => a.span.start - b.span.start || (a.rule.id < b.rule.id ? -1 : 1)),
    facts,
    suppressions: silencers,
  };
}

function checkWith(
  rule: FileRule,
  subjects: readonly Subject[],
  facts: readonly Fact[],
  contextOf: (subject: Subject | undefined) => FileContext,
): readonly Finding[] {
  if (rule.subject === 'facts') return [...rule.check(facts, contextOf(undefined))];
  // Each rule gets subjects of its own kind only; TypeScript cannot follow that through the union.
  const check = rule.check.bind(rule) as (subject: Subject, context: FileContext) => Iterable<Finding>;
  return subjects
    .filter(({ kind }) => kind === rule.subject)
    .flatMap((subject) => [...check(subject, contextOf(subject))]);
}

function hides(
  exact: { readonly rule: FileRule } & Finding,
  vague: { readonly rule: FileRule } & Finding,
): boolean {
  return (exact.rule.hides ?? []).includes(vague.rule.id) && overlaps(exact.span, vague.span);
}

function judgedAgainst(link: NonNullable<LintOptions['link']>): Text {
  if ('unreadable' in link)
    return say("(The identities of the linked app '{0}' could not be read: {1})", link.name, link.unreadable);
  const { name, service, stale } = link;
  return stale === undefined
    ? say("(Judged against app '{0}' of '{1}'.)", name, service)
    : say("(Judged against app '{0}' of '{1}', {2}.)", name, service, stale);
}

/** Several things may be made of one place, as services of a shared block: what is wrong there is told once. */
function onceEach<F extends FileFinding>(findings: readonly F[]): readonly F[] {
  const told = new Map(
    findings.map((finding) => {
      const { rule, span, message } = finding;
      return [JSON.stringify([rule.id, span.start, span.end, message]), finding] as const;
    }),
  );
  return [...told.values()];
}
