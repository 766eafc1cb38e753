import { isManifest } from './manifest/manifest-text';
import { readManifest } from './manifest/read-manifest';
import { gap } from './manifest/manifest-yaml';
import type { Reading } from './reading';
import type { ScriptDocument } from './script/script-file';
import type { SourceFile } from './source-file';
import { readSpringProperties } from './spring/read-properties';
import { readSpringYaml } from './spring/read-yaml';

/** Adds the manifests and settings that a script hands on as here-documents, which are judged as those in files of their own. */
export function withDocuments(reading: Reading, file: SourceFile): Reading {
  const documents = reading.subjects.flatMap((one) =>
    one.kind === 'script' ? one.scripts.flatMap((script) => script.documents ?? []) : [],
  );
  const read = documents.map((one) => documentIn(file, one));
  return {
    subjects: [...reading.subjects, ...read.flatMap(({ subjects }) => subjects)],
    comments: [...reading.comments, ...read.flatMap(({ comments }) => comments)].sort(
      (a, b) => a.span.start - b.span.start,
    ),
  };
}

function documentIn(file: SourceFile, document: ScriptDocument): Reading {
  const { span, to = '' } = document;
  // From where its first line begins: within a step of a workflow, all of it stands further in.
  const start = file.text.lastIndexOf('\n', span.start - 1) + 1;
  const written = file.text.slice(start, span.end);
  const name = to.slice(to.lastIndexOf('/') + 1);
  // All characters keep their places, and what is outside of it is blank.
  const before = file.text.slice(0, start).replace(/[^\n]/g, ' ');
  const inner = (text: string): SourceFile => ({
    ...file,
    path: `${file.path}/${name}`,
    text: before + text,
  });
  if (/^(?:application|bootstrap)[\w-]*\.(?:ya?ml|properties)$/.test(name)) {
    const read = name.endsWith('.properties') ? readSpringProperties : readSpringYaml;
    const { subjects, comments } = read(inner(written));
    return { subjects: subjects.map((one) => (one.kind === 'spring' ? { ...one, name } : one)), comments };
  }
  if (!isManifest({ path: name, text: withoutIndentation(written) })) return nothing;
  return readManifest(inner(document.isRaw ? written : withoutVariables(written)));
}

const nothing: Reading = { subjects: [], comments: [] };

function withoutIndentation(text: string): string {
  const indentation = /^[ \t]*(?=\S)/m.exec(text)?.[0] ?? '';
  return text
    .split('\n')
    .map((line) => (line.startsWith(indentation) ? line.slice(indentation.length) : line))
    .join('\n');
}

/** What the shell fills in is not known. */
function withoutVariables(text: string): string {
  return text.replace(
    /(?<!\\)(?:\$\{[^}\n]{0,300}\}|\$\w{1,100}|\$\([^)\n]{0,300}\)|`[^`\n]{0,300}`)/g,
    (found) => gap.repeat(found.length),
  );
}
