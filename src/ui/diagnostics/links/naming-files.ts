import type { NamingFiles, NamingPlace } from '../../../actions/impact/impact';
import type { ArmId } from '../../../estate/ids/arm-id';
import type { Fact } from '../../../rules/fact';
import type { AppView } from '../../../rules/rule';
import { linkedUris } from './linked-file';
import type { Project } from '../project';
import type { WatchedDocuments } from '../watch-documents';

/** Where files of the folders linked to an app name identities, as far as the linter has read them. */
export function namingFiles(
  app: ArmId,
  { files, partial }: Pick<AppView, 'files' | 'partial'>,
  {
    project,
    documents,
  }: { readonly project: Project; readonly documents: Pick<WatchedDocuments, 'linesOf'> },
): NamingFiles {
  if (!project.enabled) return { read: 'off', places: [] };
  if (files === undefined) return { read: 'no-folder', places: [] };
  const places = files.flatMap(({ path, facts }) =>
    linkedUris(project, app, path).flatMap((uri): readonly NamingPlace[] => {
      const lines = documents.linesOf(uri);
      if (lines === undefined) return [];
      return facts.flatMap((fact) =>
        namesIn(fact).map((names) => ({
          path,
          line: lines.positionAt(fact.span.start).line + 1,
          names,
        })),
      );
    }),
  );
  return { read: partial === true ? 'some' : 'all', places };
}

/** Client IDs, and what templates and scripts give to an app: the next deployment would give it again. */
function namesIn(fact: Fact): readonly string[] {
  if (fact.kind === 'clientId') return [fact.value];
  if (fact.kind !== 'declaredIdentity') return [];
  return [
    ...(fact.userAssigned ?? []),
    ...(fact.type === 'SystemAssigned' || fact.type === 'SystemAssigned,UserAssigned'
      ? ['SystemAssigned']
      : []),
  ];
}
