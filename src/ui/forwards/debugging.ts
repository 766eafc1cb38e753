import { say } from '../../lifecycle/text';
import {
  debug,
  extensions,
  l10n,
  Uri,
  workspace,
  type DebugConfiguration,
  type DebugSession,
  type WorkspaceFolder,
} from 'vscode';
import { Emitter } from '../../lifecycle/emitter';
import { Failure } from '../../lifecycle/failure';
import type { RootFolder } from '../../lint/links/folder-link';
import type { ForwardUser, LaunchChoice } from '../ways-in';

/** The launch configurations of the workspace that start a program; attaching gives a program no environment. */
export function launchConfigurations(): readonly LaunchChoice[] {
  return (workspace.workspaceFolders ?? []).flatMap((folder) => {
    const listed = workspace.getConfiguration('launch', folder.uri).get<unknown>('configurations');
    return (Array.isArray(listed) ? listed : []).filter(isLaunch).map((configuration) => ({
      name: configuration.name,
      place: folder.name,
      // What was picked is what starts: another folder may have one of the same name.
      start: (env: Readonly<Record<string, string>>) => startDebugging(folder, configuration, env),
    }));
  });
}

/** A configuration of a workspace folder that VS Code may not have read yet. */
export function launchIn({ uri, name: place }: RootFolder, configuration: DebugConfiguration): LaunchChoice {
  const { name } = configuration;
  return {
    name,
    place,
    start: async (env) => {
      const folder = workspace.getWorkspaceFolder(Uri.parse(uri, true));
      if (folder === undefined)
        throw new Failure({
          code: 'not-found',
          what: say("'{0}' could not be started.", name),
          why: say("The folder '{0}' is no longer open.", place),
        });
      return startDebugging(folder, configuration, env);
    },
  };
}

/** Whether an extension that is turned on debugs programs of this type. */
export function hasDebugger(type: string): boolean {
  return extensions.all.some(({ packageJSON }) => {
    const { contributes } = packageJSON as { contributes?: { debuggers?: unknown } };
    const debuggers: readonly unknown[] = Array.isArray(contributes?.debuggers) ? contributes.debuggers : [];
    return debuggers.some((one) => (one as { type?: unknown } | null)?.type === type);
  });
}

function isLaunch(value: unknown): value is DebugConfiguration {
  if (typeof value !== 'object' || value === null) return false;
  const { name, type, request } = value as Partial<DebugConfiguration>;
  return typeof name === 'string' && typeof type === 'string' && request === 'launch';
}

async function startDebugging(
  folder: WorkspaceFolder,
  configuration: DebugConfiguration,
  env: Readonly<Record<string, string>>,
): Promise<ForwardUser> {
  const { name } = configuration;
  const started: DebugSession[] = [];
  const isOurs = (session: DebugSession) =>
    session.parentSession === undefined &&
    session.configuration.name === name &&
    session.workspaceFolder?.uri.toString() === folder.uri.toString();
  const listening = debug.onDidStartDebugSession((session) => {
    if (isOurs(session)) started.push(session);
  });
  try {
    const own = (configuration['env'] ?? {}) as Readonly<Record<string, unknown>>;
    if (!(await debug.startDebugging(folder, { ...configuration, env: { ...own, ...env } })))
      throw new Failure({
        code: 'refused',
        what: say("'{0}' could not be started.", name),
        why: say('VS Code did not start it; it says itself why.'),
      });
  } finally {
    listening.dispose();
  }
  const ended = new Emitter<void>();
  const watching = debug.onDidTerminateDebugSession((session) => {
    if (!started.includes(session)) return;
    started.splice(started.indexOf(session), 1);
    if (started.length === 0) ended.fire();
  });
  return {
    name: l10n.t("the debug session '{0}'", name),
    onDidEnd: ended.event,
    dispose: () => {
      watching.dispose();
      ended.dispose();
      for (const session of started) void debug.stopDebugging(session);
    },
  };
}
