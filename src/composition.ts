import { commands, env, l10n, workspace, type ExtensionContext } from 'vscode';
import { Estate } from './estate/estate';
import { IdentityChanges } from './identity/change-identity';
import { Inventory } from './inventory/inventory';
import { DisposableStore, type Disposable } from './lifecycle/disposable-store';
import { Redactor } from './lifecycle/log';
import { KnownDebugging } from './tunnel/known-debugging';
import { RunningOperations } from './operations/running-operations';
import { RecordedGrants } from './grants/recorded-grants';
import { Unfinished } from './operations/unfinished';
import { attempt, runCommand, runsPassed } from './ui/commands/run';
import { goOnAfterReload } from './after-reload';
import { pause } from './azure/wire/pause';
import { openDiagnostics, openedWhenNeeded, readsCase, treesOf } from './chunks';
import type { Behind, Doors } from './doors';
import type { Host } from './host';
import { openSession } from './sources';
import { contextKeys, type CommandName, type LearningStep } from './ui/contributions';
import { windowDialogs } from './ui/window/dialogs';
import type { Page } from './ui/window/pages';
import { AppJsonDocuments } from './ui/documents/app-json';
import { DeclarationHelp } from './ui/documents/declaration-help';
import { Declarations } from './ui/documents/declarations';
import { EndpointConsent } from './ui/endpoint-consent';
import { openLogChannel } from './ui/window/log-channel';
import { notePrincipals } from './ui/activity/note-principals';
import { Recent } from './ui/window/recent';
import { hasDebugger, launchConfigurations, launchIn } from './ui/forwards/debugging';
import { ForwardsView } from './ui/forwards/forwards-view';
import { HelpView, showPage, showWalkthrough } from './ui/help/help-view';
import { ActivityView } from './ui/activity/activity-view';
import { RunningForwards } from './ui/forwards/running-forwards';
import { terminals } from './ui/forwards/terminal';
import { ReportPages } from './ui/report/report-pages';
import { openKeptGrants } from './ui/activity/kept-grants';
import { openMemory } from './ui/activity/memory';
import { KnownLinks, linksIn } from './ui/known-links';
import { LiveJudge } from './ui/live-judge';
import { ProjectFolders } from './ui/projects/project-folders';
import { whenLinkable, workspaceFolders } from './ui/window/lintable';
import { CloudConsent } from './ui/sign-in/cloud-consent';
import { SourceChoice } from './ui/sign-in/source-choice';
import type { Session } from './ui/sign-in/session';
import { openViews } from './ui/tree/open-views';
import { viewControl } from './ui/tree/view-control';
import { tunnelAccess } from './ui/ways-in';
import type { CommandDependencies } from './ui/commands/dependencies';

/** The rest of the extension. */
export interface Composition extends Behind, Disposable {
  /** Runs a contributed command with what VS Code passed to it; shows what goes wrong and never rejects. */
  run(name: CommandName, passed: readonly unknown[]): Promise<void>;
}

/** Introduces the parts to each other. Azure, accounts and the sandbox are loaded when they are first asked for. */
export function compose(context: ExtensionContext, host: Host, doors: Doors): Composition {
  const owned = new DisposableStore();
  const { workspaceState: memento, extension } = context;
  const redactor = new Redactor();
  const log = owned.add(openLogChannel(redactor));
  const learn = (page: Page) => showPage(context.extensionUri, page);
  const dialogs = windowDialogs(redactor, learn);
  const { settings } = doors;
  const consent = new CloudConsent(context.globalState);
  const session: Session = owned.add(
    openSession({
      open: (kind, opening) => host.openSource(kind, opening),
      memento,
      log,
      redactor,
      settings,
      consent,
      witness: () => activity,
    }),
  );
  const { reader, identities, userAssigned, grants, assignments, targets } = session.azure;
  const estate = owned.add(new Estate());
  const operations = owned.add(new RunningOperations());
  const unfinished = owned.add(new Unfinished());
  const { seen, activity } = openMemory({
    memento,
    journal: host.openJournal(context),
    log,
    keeps: () => session.kind !== 'sandbox',
  });
  owned.add(activity);
  const inventory = owned.add(
    new Inventory({ estate, signIn: session, reader, log, nextTurn: host.nextTurn }),
  );
  const kept = openKeptGrants(context.globalState, { api: grants, estate, log, cloud: () => session.cloud });
  const changes = owned.add(
    new IdentityChanges({
      ...kept,
      activity,
      api: identities,
      estate,
      operations,
      log,
      now: Date.now,
      wait: pause,
    }),
  );
  const judge = new LiveJudge(estate);
  const links = new KnownLinks();
  const remoteDebugging = owned.add(
    new KnownDebugging({ api: session.azure.remoteDebugging, now: Date.now, wait: pause }),
  );
  const { view, identitiesView } = openViews(owned, {
    estate,
    inventory,
    operations,
    judge,
    links,
    redactor,
    settings,
    log,
    signIn: session,
    debugging: remoteDebugging,
    inBrowser: host.isBrowser,
    openLastTime: (kind) => host.openLastTime(context, kind),
  });
  const reread = () => void inventory.refresh({ kind: 'reach' });
  const reports = owned.add(
    new ReportPages({
      extension: context.extensionUri,
      redactor,
      export: () => deps.run('exportReport', undefined),
      learn,
      store: host.store,
    }),
  );
  const forwards = owned.add(
    new RunningForwards((message) => {
      log.info(message);
      void dialogs.tell('warning', message);
    }),
  );
  owned.add(new ActivityView(activity, redactor, doors.activity));
  owned.add(new ForwardsView(forwards, Date.now, redactor));
  doors.help.fill(new HelpView(redactor));
  const learned = (step: LearningStep) => void commands.executeCommand('setContext', contextKeys[step], true);
  // Tokens and ways into instances belong to a sign-in, and end with it.
  owned.add(
    session.onDidChange(({ signedOut }) => {
      forwards.stopOf(signedOut);
      reports.release();
    }),
  );
  const access = tunnelAccess({ signIn: session, estate, reader, t: l10n.t });
  const { linter, diagnostics } = openedWhenNeeded({
    openLinter: async () => owned.add(await host.openLinter(context)),
    openDiagnostics: (linter) =>
      openDiagnostics({
        settings,
        estate,
        inventory,
        judge,
        links,
        log,
        owned,
        context,
        linter,
        nextTurn: host.nextTurn,
      }),
  });
  const asked = () => import('./ui/commands/open');
  const declarations = owned.add(
    new Declarations({
      read: async (app, signal) => (await asked()).readDeclared(deps, app, signal),
      declare: async (shown, text) => (await asked()).declare(deps, shown, text),
    }),
  );
  owned.add(new DeclarationHelp({ estate, inventory, shownBy: (uri) => declarations.shownBy(uri) }));
  const appJson = owned.add(new AppJsonDocuments({ estate, reader }));
  const deps: CommandDependencies = {
    estate,
    inventory,
    operations,
    activity,
    unfinished,
    changes,
    seen,
    reader,
    log,
    dialogs,
    identities,
    userAssigned,
    assignments,
    t: l10n.t,
    language: env.language,
    grants: new RecordedGrants(grants, activity),
    signIn: owned.add(
      new SourceChoice(session, {
        settings,
        memento,
        consent,
        reread,
        kinds: host.signInKinds,
        showSandbox: (open) => (view.sandbox = open),
      }),
    ),
    view: viewControl(view, settings),
    ...kept,
    allCommands: async () => (await asked()).handlers,
    grantCommands: () => import('./ui/commands/grants/open'),
    appJson,
    declarations,
    settings,
    recentApps: new Recent(memento, 'apps'),
    recentIdentities: new Recent(memento, 'identities'),
    recentTargets: new Recent(memento, 'targets'),
    remoteDebugging,
    redactor,
    reports,
    forwards,
    targets,
    now: Date.now,
    pages: {
      show: learn,
      showWalkthrough: (id) => showWalkthrough(context.extension.id, id),
    },
    learned,
    debugging: { configurations: launchConfigurations, hasDebugger, launch: launchIn },
    trusted: () => workspace.isTrusted,
    endpointConsent: new EndpointConsent(context.globalState),
    terminals: terminals(redactor, host.environment),
    links: linksIn(settings),
    folders: workspaceFolders,
    diagnostics,
    tokenCommands: () => import('./ui/commands/token/open'),
    connectCommands: () => import('./ui/commands/connect/open'),
    projects: owned.add(new ProjectFolders(treesOf(() => host.openGrammars(context)))),
    waysIn: () => host.openWaysIn({ session, access, log, redactor }),
    run: (name, target) => runCommand(deps, name, target),
    attempt: (title, work) => attempt(deps, title, work),
  };
  owned.add(changes.onDidEndLate((end) => void asked().then(({ reportLate }) => reportLate(deps, end))));
  view.show(doors.apps);
  identitiesView.show(doors.identities);
  const startLinter = () => void diagnostics();
  owned.add(whenLinkable(estate, startLinter));
  owned.add(goOnAfterReload(deps, { memento, remoteDebugging, keeps: () => session.kind !== 'sandbox' }));
  owned.add(notePrincipals(estate, seen));
  return {
    run: runsPassed(deps, extension.packageJSON as Parameters<typeof runsPassed>[1]),
    startLinter,
    declarations,
    appJson,
    tools: { redactor, estate, inventory, linter, readCase: readsCase(() => deps) },
    dispose: () => {
      owned.dispose();
    },
  };
}
