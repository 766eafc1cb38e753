import { plain } from '../../lifecycle/text';
import type { Severity } from '../../rules/finding';
import { allFindings, plainRange, type Format } from '../run/report';
import { printable } from './printable';

const commands: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
  hint: 'notice',
};

/** Workflow commands, which GitHub shows as annotations: https://docs.github.com/actions/reference/workflow-commands. */
export const formatGithub: Format = (report) =>
  [...allFindings(report)]
    .map(({ file, finding }) => {
      const { start, end } = plainRange(file, finding);
      const title = property(`${finding.rule.id} ${finding.rule.name}`);
      // Columns are only understood within one line.
      const columns = start.line === end.line ? `,col=${start.column},endColumn=${end.column}` : '';
      const place = `file=${property(file.path)},line=${start.line},endLine=${end.line}${columns}`;
      return `::${commands[finding.severity]} ${place},title=${title}::${data(plain(finding.message))}\n`;
    })
    .join('');

function data(text: string): string {
  return printable(text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A'));
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
