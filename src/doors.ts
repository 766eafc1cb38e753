import {
  commands,
  type ExtensionContext,
  type FileSystemProvider,
  type TextDocumentContentProvider,
} from 'vscode';
import { leftUnderWay } from './after-reload';
import { DisposableStore, type Disposable } from './lifecycle/disposable-store';
import type { ActivityRow } from './ui/activity/activity-view';
import {
  activityViewId,
  appJsonScheme,
  appsViewId,
  contextKeys,
  declarationScheme,
  helpViewId,
  identitiesViewId,
} from './ui/contributions';
import type { HelpRow } from './ui/help/help-view';
import { WalkthroughShown } from './ui/help/walkthrough-shown';
import { registerLateFiles, registerLateTexts } from './ui/window/late/late-documents';
import { LateView } from './ui/window/late/late-view';
import { chosenSource } from './ui/sign-in/source-choice';
import { registerTools, type ToolKnowledge } from './ui/tools/tools';
import type { Node } from './ui/tree/nodes/node';
import { whenLintable } from './ui/window/lintable';
import { Settings } from './ui/window/settings';

/** What of the window the rest of the extension fills. */
export interface Doors {
  readonly settings: Settings;
  readonly apps: LateView<Node>;
  readonly identities: LateView<Node>;
  readonly activity: LateView<ActivityRow>;
  readonly help: LateView<HelpRow>;
}

/** What the doors lead to. */
export interface Behind {
  /** Loads the linter, unless it is there. */
  readonly startLinter: () => void;
  readonly declarations: FileSystemProvider;
  readonly appJson: TextDocumentContentProvider;
  readonly tools: ToolKnowledge;
}

/**
 * Every way into the extension beside its commands. VS Code starts it with any file of a language that we read; in most windows nobody
 * goes on from there, so that what is behind the doors is loaded by `open` when somebody opens one.
 */
export function openDoors(
  { workspaceState, extension }: ExtensionContext,
  { node, open }: { readonly node: string | undefined; readonly open: () => Promise<Behind> },
): Doors & Disposable {
  const owned = new DisposableStore();
  const settings = owned.add(new Settings());
  void commands.executeCommand('setContext', contextKeys.inBrowser, node === undefined);
  const doors = {
    settings,
    apps: owned.add(new LateView<Node>(appsViewId, open, { showCollapseAll: true, canSelectMany: true })),
    identities: owned.add(new LateView<Node>(identitiesViewId, open, { showCollapseAll: true })),
    activity: owned.add(new LateView<ActivityRow>(activityViewId, open)),
    help: owned.add(new LateView<HelpRow>(helpViewId, open)),
    dispose: () => {
      owned.dispose();
    },
  };
  owned.add(registerLateFiles(declarationScheme, async () => (await open()).declarations));
  owned.add(registerLateTexts(appJsonScheme, async () => (await open()).appJson));
  owned.add(registerTools({ extension, node, known: async () => (await open()).tools }));
  owned.add(new WalkthroughShown());
  const lint = async () => {
    (await open()).startLinter();
  };
  owned.add(whenLintable(() => void lint()));
  // What goes on without anybody asking: a change of the window before, and the sandbox, which is in sight wherever it is open.
  const goOn = () => {
    if (leftUnderWay(workspaceState) || chosenSource(settings, workspaceState) === 'sandbox') void open();
  };
  owned.add(settings.onDidChange(goOn));
  goOn();
  return doors;
}
