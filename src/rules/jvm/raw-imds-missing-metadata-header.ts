import { say } from '../../lifecycle/text';
import type { TextEdit } from '../../source/span';
import type { FileContext, SubjectRule } from '../rule';
import { tokenUrlLiterals } from '../token-url';
import { indexOf } from './jvm-index';
import { callBefore } from './name-identity';
import { mayHaveHeader, tokenRequests, type HeaderPlace } from './token-request';

/** Silent where headers may be set out of sight: by a client that is made elsewhere, or from a variable. */
export const rawImdsMissingMetadataHeader: SubjectRule<'jvm'> = {
  id: 'MI105',
  name: 'raw-imds-missing-metadata-header',
  title: 'A request to the token endpoint lacks the header Metadata: true.',
  severity: 'error',
  subject: 'jvm',
  literals: tokenUrlLiterals,
  hides: ['MI104', 'MI106'],
  *check(file, context) {
    const index = indexOf(file);
    if (mayHaveHeader(index)) return;
    for (const { url, place } of tokenRequests(index)) {
      if (place === undefined) continue;
      const edits = [headerEdit(place, context, file.language === 'java' ? ';' : '')];
      yield {
        span: url.span,
        message: say(
          "The token endpoint refuses requests without the header 'Metadata: true' with status 400.",
        ),
        fixes: [{ kind: 'edit', title: say("Add the header 'Metadata: true'"), safe: true, edits }],
      };
    }
  },
};

function headerEdit(place: HeaderPlace, { text }: FileContext, end: string): TextEdit {
  if (place.kind === 'builder') return callBefore(text, place.build, 'header("Metadata", "true")');
  const { variable, setter } = place;
  const lineStart = text.lastIndexOf('\n', variable.span.start) + 1;
  const before = text.slice(lineStart, variable.span.start);
  const indent = before.slice(0, before.length - before.trimStart().length);
  const lineEnd = text.charAt(lineStart - 2) === '\r' ? '\r\n' : '\n';
  const at = { start: variable.span.end, end: variable.span.end };
  return { span: at, text: `${lineEnd}${indent}${variable.name}.${setter}("Metadata", "true")${end}` };
}
