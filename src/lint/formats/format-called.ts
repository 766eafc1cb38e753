import type { Format } from '../run/report';
import { formatGithub } from './github';
import { formatJson } from './json';
import { formatSarif } from './sarif';
import { formatText } from './text';

/** The format that people mean by a name, if there is one. */
export function formatCalled(
  name: string,
  options: { readonly color: boolean; readonly version: string },
): Format | undefined {
  switch (name) {
    case 'text':
      return formatText(options);
    case 'json':
      return formatJson;
    case 'sarif':
      return formatSarif(options);
    case 'github':
      return formatGithub;
    default:
      return undefined;
  }
}
