import type { ExtensionContext } from 'vscode';
import type { ActionPorts } from './actions/action';
import type { Host, StartedLinter } from './host';
import type { DisposableStore } from './lifecycle/disposable-store';
import type { Grammars } from './source/grammar/grammars';
import type { CommandDependencies } from './ui/commands/dependencies';
import type { Diagnostics } from './ui/diagnosing';
import type { DiagnosticsDependencies } from './ui/diagnostics/open';
import type { ProjectAccess } from './ui/window/project-access';

/** The linter, loaded with the first document it may have something to say about. */
export async function openDiagnostics({
  owned,
  context,
  linter,
  nextTurn,
  ...deps
}: Omit<DiagnosticsDependencies, 'linter' | 'extensionUri'> & {
  readonly owned: DisposableStore;
  readonly context: ExtensionContext;
  readonly linter: () => Promise<StartedLinter>;
  readonly nextTurn: Host['nextTurn'];
}): Promise<Diagnostics> {
  // Loading this part, loading that one and starting both in one go would be a stall of the host.
  await nextTurn();
  const [chunk, thread] = await Promise.all([import('./ui/diagnostics/open'), linter()]);
  await nextTurn();
  return owned.add(
    chunk.openDiagnostics({ ...deps, linter: () => thread, extensionUri: context.extensionUri }),
  );
}

export interface OpenedWhenNeeded {
  readonly linter: () => Promise<StartedLinter>;
  /** For a scan, the thread of the linter starts meanwhile. */
  readonly diagnostics: (purpose?: 'scan') => Promise<Diagnostics>;
}

/** The linter and what shows its findings, each opened once and not before it is needed. */
export function openedWhenNeeded(open: {
  readonly openLinter: () => Promise<StartedLinter>;
  readonly openDiagnostics: (linter: () => Promise<StartedLinter>) => Promise<Diagnostics>;
}): OpenedWhenNeeded {
  let started: Promise<StartedLinter> | undefined;
  let opened: Promise<Diagnostics> | undefined;
  const linter = () => (started ??= open.openLinter());
  return {
    linter,
    diagnostics: async (purpose) => {
      if (purpose === 'scan') (await linter()).start();
      return (opened ??= open.openDiagnostics(linter));
    },
  };
}

/** Reads what a diagnosis goes by, without test tokens. */
export function readsCase(deps: () => CommandDependencies): ActionPorts['readCase'] {
  return async (app, signal) => {
    const { readCase } = await import('./ui/commands/token/open');
    return readCase(deps(), app, { answers: [], signal });
  };
}

/** The grammars as the build lays them down, each loaded with the first text that needs it. */
export function treesOf(open: () => Promise<Grammars>): ProjectAccess['trees'] {
  let opened: Promise<Grammars> | undefined;
  return async (...names) => {
    const grammars = await (opened ??= open());
    await grammars.load(names);
    return grammars;
  };
}
