import { debug, workspace, type DebugConfiguration, type DebugSession, type WorkspaceFolder } from 'vscode';
import type { Disposable } from '../../lifecycle/disposable-store';
import { Failure } from '../../lifecycle/failure';
import type { LaunchChoice } from '../ways-in';

interface Launch extends LaunchChoice {
  readonly folder: WorkspaceFolder;
  readonly configuration: DebugConfiguration;
}

/** The launch configurations of the workspace that start a program; attaching gives a program no environment. */
export function launchConfigurations(): readonly Launch[] {
  return (workspace.workspaceFolders ?? []).flatMap((folder) => {
    const listed = workspace.getConfiguration('launch', folder.uri).get<unknown>('configurations');
    return (Array.isArray(listed) ? listed : []).filter(isLaunch).map((configuration) => ({
      name: configuration.name,
      folder: folder,
      place: folder.name,
      configuration,
    }));
  });
}

function isLaunch(value: unknown): value is DebugConfiguration {
  if (typeof value !== 'object' || value === null) return false;
  const { name, type, request } = value as Partial<DebugConfiguration>;
  return typeof name === 'string' && typeof type === 'string' && request === 'launch';
}

/** Starts a configuration with variables added. The session ends with what is returned. Throws `Failure`. */
export async function startDebugging(
  { name }: LaunchChoice,
  env: Readonly<Record<string, string>>,
): Promise<Disposable> {
  const launch = launchConfigurations().find((one) => one.name === name);
  const started: DebugSession[] = [];
  const listening = debug.onDidStartDebugSession((session) => {
    if (session.parentSession === undefined && session.configuration.name === name) started.push(session);
  });
  try {
    const own = (launch?.configuration['env'] ?? {}) as Readonly<Record<string, unknown>>;
    const configuration = launch && { ...launch.configuration, env: { ...own, ...env } };
    if (configuration === undefined || !(await debug.startDebugging(launch?.folder, configuration)))
      throw new Failure({
        code: 'refused',
        what: `'${name}' could not be started.`,
        why: 'VS Code did not start it; it says itself why.',
      });
  } finally {
    listening.dispose();
  }
  return {
    dispose: () => {
      for (const session of started) void debug.stopDebugging(session);
    },
  };
}
