import type { Linter } from '../../src/lint/ports';
import { Project } from '../../src/ui/diagnostics/project';
import { WatchedDocuments } from '../../src/ui/diagnostics/watch-documents';
import { Settings } from '../../src/ui/window/settings';
import { keepingLog } from '../azure/sandboxed';

export interface Watching {
  readonly project: Project;
  readonly documents: WatchedDocuments;
  dispose(): void;
}

/** Documents that are judged by this linter, with the settings of the window and no app that could be read. */
export function watchWith(linter: Linter): Watching {
  const settings = new Settings();
  const project = new Project(settings);
  const documents = new WatchedDocuments({
    linter: () => linter,
    project,
    stateOf: (name) => ({ name, unreadable: 'not read' }),
    log: keepingLog([]),
  });
  return {
    project,
    documents,
    dispose: () => {
      documents.dispose();
      project.dispose();
      settings.dispose();
    },
  };
}
