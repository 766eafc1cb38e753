import { plain } from '../../lifecycle/text';
import { isEditFix, type Severity } from '../../rules/finding';
import { allRules } from '../../rules/index';
import type { RuleInfo } from '../../rules/rule';
import type { Span } from '../../source/span';
import type { FileFinding } from '../lint-file';
import { allFindings, notesOf, type Format, type ReportedFile, type RunReport } from '../run/report';
import { printableJson } from './printable';

const sarifLevels: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
  hint: 'note',
};

/** SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/): rules, results, fixes and fingerprints. */
export function formatSarif({ version }: { readonly version: string }): Format {
  return (report) => {
    const found = [...allFindings(report)];
    const used = rulesOf(found.map(({ finding }) => finding.rule));
    const log = {
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: {
            driver: { name: 'spring-managed-identity', semanticVersion: version, rules: used.map(ruleOf) },
          },
          ...invocationsOf(report),
          columnKind: 'utf16CodeUnits',
          originalUriBaseIds: { ROOT: { description: { text: 'The folder the command was run in.' } } },
          results: found.map(({ file, finding, fingerprint }) => ({
            ruleId: finding.rule.id,
            ruleIndex: used.findIndex(({ id }) => id === finding.rule.id),
            level: sarifLevels[finding.severity],
            message: { text: plain(finding.message) },
            locations: [locationOf(file, finding.span)],
            ...relatedOf(report, file, finding),
            partialFingerprints: { 'managedIdentity/v1': fingerprint },
            ...fixesOf(file, finding),
          })),
        },
      ],
    };
    return `${printableJson(JSON.stringify(log, null, 2))}\n`;
  };
}

/** What was not looked at, where something was not. */
function invocationsOf(report: RunReport): object {
  const notes = notesOf(report).map(({ skipped }) => ({ level: 'note', message: { text: skipped } }));
  return notes.length === 0
    ? {}
    : { invocations: [{ executionSuccessful: true, toolExecutionNotifications: notes }] };
}

/** In the order of the catalogue; what only an audit looks for comes after it. */
function rulesOf(found: readonly RuleInfo[]): readonly RuleInfo[] {
  const ids = new Set(found.map(({ id }) => id));
  const others = new Map(found.filter((rule) => !hasPage(rule)).map((rule) => [rule.id, rule]));
  return [...allRules.filter(({ id }) => ids.has(id)), ...others.values()];
}

function hasPage({ id }: RuleInfo): boolean {
  return allRules.some((rule) => rule.id === id);
}

function ruleOf(rule: RuleInfo): object {
  const { id, name, title, severity } = rule;
  return {
    id,
    name,
    shortDescription: { text: plain(title) },
    // The pages have no public address yet.
    ...(hasPage(rule) && {
      help: { text: `Why, and what to write instead: spring-managed-identity explain ${id}` },
    }),
    defaultConfiguration: { level: sarifLevels[severity] },
  };
}

type Lined = Pick<ReportedFile, 'path' | 'lines'>;

function artifactOf(path: string): object {
  return { uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: 'ROOT' };
}

function regionOf({ lines }: Lined, span: Span): object {
  const [start, end] = [lines.positionAt(span.start), lines.positionAt(span.end)];
  return {
    startLine: start.line + 1,
    startColumn: start.column + 1,
    endLine: end.line + 1,
    endColumn: end.column + 1,
  };
}

function locationOf(file: Lined, span: Span): object {
  return { physicalLocation: { artifactLocation: artifactOf(file.path), region: regionOf(file, span) } };
}

/** Places in the same file and in others; of a file that could not be read again only the file is known. */
function relatedOf({ elsewhere }: RunReport, file: ReportedFile, { related = [] }: FileFinding): object {
  if (related.length === 0) return {};
  return {
    relatedLocations: related.map(({ path = file.path, span, message }) => {
      const lines = path === file.path ? file.lines : elsewhere.get(path);
      return {
        ...(lines === undefined
          ? { physicalLocation: { artifactLocation: artifactOf(path) } }
          : locationOf({ path, lines }, span)),
        message: { text: plain(message) },
      };
    }),
  };
}

function fixesOf(file: ReportedFile, { fixes = [] }: FileFinding): object {
  const edits = fixes.filter(isEditFix);
  if (edits.length === 0) return {};
  return {
    fixes: edits.map((fix) => ({
      description: { text: plain(fix.title) },
      artifactChanges: [
        {
          artifactLocation: artifactOf(file.path),
          replacements: fix.edits.map(({ span, text }) => ({
            deletedRegion: regionOf(file, span),
            ...(text !== '' && { insertedContent: { text } }),
          })),
        },
      ],
    })),
  };
}
