import {
  debug,
  l10n,
  workspace,
  type DebugConfiguration,
  type DebugSession,
  type WorkspaceFolder,
} from 'vscode';
import { Emitter } from '../../lifecycle/emitter';
import { Failure } from '../../lifecycle/failure';
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
        what: `'${name}' could not be started.`,
        why: 'VS Code did not start it; it says itself why.',
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
