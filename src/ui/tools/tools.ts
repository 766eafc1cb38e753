import {
  LanguageModelTextPart,
  LanguageModelToolResult,
  l10n,
  lm,
  McpStdioServerDefinition,
  MarkdownString,
  type CancellationToken,
  type Extension,
  type LanguageModelTool,
  Uri,
} from 'vscode';
import type { Action } from '../../actions/action';
import { DisposableStore, type Disposable } from '../../lifecycle/disposable-store';
import type { Redactor } from '../../lifecycle/log';
import { signalOf } from '../window/abort';
import { mcpServerId, toolId, tools } from '../contributions';
import { actionPorts } from './action-ports';

/** What answers go by. */
export interface ToolKnowledge extends Omit<Parameters<typeof actionPorts>[0], 'extensionUri'> {
  readonly redactor: Pick<Redactor, 'harmless'>;
}

export interface ToolDependencies {
  /** Loaded with the first tool that is used. */
  readonly known: () => Promise<ToolKnowledge>;
  readonly extension: Pick<Extension<unknown>, 'extensionUri' | 'packageJSON'>;
  /** The program that runs the command line; none in a browser, which runs no programs. */
  readonly node: string | undefined;
}

/** Loads the actions, which need the rules: most windows never do. */
const actions = () => import('../../actions/all-actions');

/**
 * What language models may ask for. Everything only reads; what asks Azure is confirmed by the user each time, with what will be sent.
 */
export function registerTools(deps: ToolDependencies): Disposable {
  const owned = new DisposableStore();
  for (const name of tools) owned.add(lm.registerTool(toolId(name), toolOf(name, deps)));
  const { node } = deps;
  if (node !== undefined)
    owned.add(
      lm.registerMcpServerDefinitionProvider(mcpServerId, {
        provideMcpServerDefinitions: () => [serverOf(deps, node)],
      }),
    );
  return owned;
}

function toolOf(name: (typeof tools)[number], deps: ToolDependencies): LanguageModelTool<unknown> {
  const find = async (): Promise<Action> => {
    const action = (await actions()).allActions.find((one) => one.name === name);
    if (action === undefined) throw new Error(`There is no action ${name}.`);
    return action;
  };
  return {
    prepareInvocation: async () => {
      const [{ title, reaches }, { redactor }] = await Promise.all([find(), deps.known()]);
      const message = redactor.harmless(title);
      if (reaches === 'nothing') return { invocationMessage: message };
      const what = l10n.t(
        'Names and IDs of apps and identities are read from Azure with your account and given to the model. No token is.',
      );
      return {
        invocationMessage: message,
        confirmationMessages: { title: message, message: new MarkdownString(redactor.harmless(what)) },
      };
    },
    invoke: async ({ input }, token) =>
      new LanguageModelToolResult([await answer(await find(), input, { deps, token })]),
  };
}

async function answer(
  action: Action,
  input: unknown,
  { deps, token }: { readonly deps: ToolDependencies; readonly token: CancellationToken },
): Promise<LanguageModelTextPart> {
  const [{ runAction }, known] = await Promise.all([actions(), deps.known()]);
  const ports = actionPorts({ ...known, extensionUri: deps.extension.extensionUri });
  const text = await runAction(action, input, { ports, signal: signalOf(token) });
  return new LanguageModelTextPart(known.redactor.harmless(text, 'lines'));
}

/** The same actions for programs that speak the Model Context Protocol: the command line, run by the Node of the extension host. */
function serverOf({ extension }: ToolDependencies, node: string): McpStdioServerDefinition {
  const { version } = extension.packageJSON as { readonly version: string };
  const cli = Uri.joinPath(extension.extensionUri, 'dist', 'cli.js').fsPath;
  const env = { ELECTRON_RUN_AS_NODE: '1' };
  return new McpStdioServerDefinition(l10n.t('Spring Identity'), node, [cli, 'mcp'], env, version);
}
