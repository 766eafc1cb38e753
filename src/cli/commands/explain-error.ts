import { printable } from '../../lint/formats/printable';
import { refusalsIn } from '../../token/explain/recognise';
import { refusalsAsJson, refusalsAsText } from '../../token/explain/told-refusals';
import { needFile, needInput } from '../choices';
import { UsageError } from '../usage-error';

/** What errors with identities a log tells of, as `text` or `json`; the log comes from a file, or from standard input. */
export function explainError(files: readonly string[], format: string): string {
  const [file = '-', another] = files;
  if (another !== undefined) throw new UsageError('explain-error takes one file, or - for standard input.');
  const refusals = refusalsIn(file === '-' ? needInput() : needFile(file));
  switch (format) {
    case 'text':
      return refusalsAsText(refusals).split('\n').map(printable).join('\n');
    case 'json':
      return refusalsAsJson(refusals);
    default:
      throw new UsageError(`There is no format '${format}' for explain-error: text or json.`);
  }
}
