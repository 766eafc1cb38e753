import { say } from '../../lifecycle/text';
import type { JvmFile } from '../../source/jvm/jvm-file';
import type { TextEdit } from '../../source/span';
import type { EditFix } from '../finding';
import type { FileContext, SubjectRule } from '../rule';
import type { HeaderPlace } from './header-place';
import { indexOf } from './jvm-index';
import { callBefore } from './name-identity';
import { mayHaveHeader, requestLiterals, tokenRequests } from './token-request';

/** Silent where headers may be set out of sight: by a client that is made elsewhere, or from a variable. */
export const rawImdsMissingMetadataHeader: SubjectRule<'jvm'> = {
  id: 'MI105',
  name: 'raw-imds-missing-metadata-header',
  title: say('A request to the token endpoint lacks the header Metadata: true.'),
  severity: 'error',
  subject: 'jvm',
  literals: requestLiterals,
  hides: ['MI106'],
  *check(file, context) {
    const index = indexOf(file);
    if (mayHaveHeader(index)) return;
    for (const { url, place, isBare, endpoint } of tokenRequests(index)) {
      if (endpoint === 'appService' || (place === undefined && !isBare)) continue;
      yield {
        span: url.span,
        message: say(
          "The token endpoint refuses requests without the header 'Metadata: true' with status 400.",
        ),
        fixes: place === undefined ? [] : [fixAt(place, context, file.language)],
      };
    }
  },
};

function fixAt(place: HeaderPlace, context: FileContext, language: JvmFile['language']): EditFix {
  const edits = [headerEdit(place, context, language === 'java' ? ';' : '')];
  return { kind: 'edit', title: say("Add the header 'Metadata: true'"), safe: true, edits };
}

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
