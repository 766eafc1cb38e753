import { commands, Uri, window, workspace } from 'vscode';
import type { Estate } from '../../estate/estate';
import type { ArmId } from '../../estate/ids/arm-id';
import { resourceKey } from '../../estate/resources';
import type { Inventory } from '../../inventory/inventory';
import { DisposableStore, type Disposable } from '../../lifecycle/disposable-store';
import { Emitter } from '../../lifecycle/emitter';
import type { Log } from '../../lifecycle/log';
import { configFileName } from '../../lint/config/file-name';
import { findLinked, linkedApp, linkState } from '../../lint/links/linked-state';
import { toldApps } from '../../lint/links/proposed-apps';
import type { Linter } from '../../lint/ports';
import { allRules } from '../../rules/index';
import { LineIndex } from '../../source/span';
import type { Diagnostics } from '../diagnosing';
import type { KnownLinks } from '../known-links';
import type { LiveJudge } from '../live-judge';
import type { Settings } from '../window/settings';
import { configUri } from './config/config-file';
import { ConfigTroubles } from './config/config-troubles';
import { rangeOf } from './diagnostic';
import { FixPreviews } from './fix-preview';
import { IdHelp } from './ids/id-help';
import { IdHints } from './ids/id-hints';
import { showLink } from './links/show-link';
import { linkedFile } from './links/linked-file';
import { filesOf, readFiles } from './links/linked-files';
import { LinkedFolders } from './links/linked-folders';
import { LinkedStates } from './links/linked-states';
import { LiveFixes } from './live/live-fixes';
import { LiveFindings } from './live/live-findings';
import { MissingFolders } from './links/missing-folders';
import { namingFiles } from './links/naming-files';
import { Project } from './project';
import { QuickFixes } from './quick-fixes';
import { previewReplacing, replaceIn } from './replace-in';
import { scanQuietly, scanWorkspace } from './scan-workspace';
import { WatchedDocuments } from './watch-documents';

export interface DiagnosticsDependencies {
  readonly settings: Settings;
  readonly estate: Estate;
  readonly inventory: Inventory;
  readonly judge: LiveJudge;
  readonly links: Pick<KnownLinks, 'use'>;
  readonly linter: () => Linter;
  readonly log: Log;
  readonly extensionUri: Uri;
}

/** Starts judging: files as people type, and live apps with what the files of their folders tell. */
export function openDiagnostics(deps: DiagnosticsDependencies): Diagnostics & Disposable {
  const owned = new DisposableStore();
  const { estate, settings, judge } = deps;
  const project = owned.add(new Project(settings));
  owned.add(new ConfigTroubles(project));
  const documents = owned.add(
    new WatchedDocuments({
      linter: deps.linter,
      project,
      stateOf: (app) => linkState(estate.snapshot, app),
      log: deps.log,
    }),
  );
  const appOf = (uri: Uri) => {
    const id = project.appOf(uri);
    const found = id === undefined ? undefined : findLinked(estate.snapshot, id);
    return found === undefined ? undefined : resourceKey(found.app);
  };
  const previews = owned.add(new FixPreviews());
  owned.add(new QuickFixes({ documents, project, appOf }).register());
  const linkedTo = (uri: Uri) => {
    const id = project.appOf(uri);
    const found = id === undefined ? undefined : findLinked(estate.snapshot, id);
    return found === undefined ? undefined : linkedApp(estate.snapshot, found);
  };
  const enabled = () => project.enabled;
  owned.add(
    new IdHelp({
      snapshot: () => estate.snapshot,
      enabled,
      appOf: linkedTo,
      targetsOf: (uri) => documents.targetsIn(uri),
    }).register(),
  );
  const hints = owned.add(new IdHints({ estate, enabled }));
  owned.add(
    project.onDidChange(() => {
      hints.refresh();
    }),
  );
  const linked = new LinkedStates({
    estate,
    inventory: deps.inventory,
    enabled,
    linkedApps: () => project.linkedApps,
    trusted: () => workspace.isTrusted,
    filesOf: (id) => filesOf(id, project, documents).files ?? [],
  });
  const useFiles = () => {
    judge.use((id) => filesOf(id, project, documents), project.ownLevels);
  };
  const linksInFiles = () =>
    (workspace.workspaceFolders ?? []).flatMap(({ uri, name }) =>
      project.configOf(uri).links.map((link) => ({ ...link, file: configUri(uri).toString(), root: name })),
    );
  const missing = owned.add(new MissingFolders());
  const useLinks = () => {
    deps.links.use(missing.of(project.enabled ? [...settings.links, ...linksInFiles()] : []));
  };
  owned.add(missing.onDidChange(useLinks));
  owned.add(project.onDidChange(useLinks));
  owned.add(project.onDidChange(useFiles));
  const live = owned.add(
    new LiveFindings({ estate, judge, enabled, project, linesOf: (uri) => documents.linesOf(uri) }),
  );
  owned.add(new LiveFixes({ estate, judge, enabled }).register());
  const folders = new LinkedFolders({
    estate,
    project,
    documents,
    log: deps.log,
    scan: (folder) => scanQuietly({ ...deps, project, documents }, folder),
  });
  const telling = owned.add(new Emitter<readonly ArmId[] | 'all'>());
  owned.add(
    project.onDidChange(() => {
      telling.fire('all');
    }),
  );
  const readLinked = () => {
    linked.read();
    folders.read();
  };
  owned.add(
    documents.onDidJudge(({ told, moved }) => {
      const appsOf = (files: readonly Uri[]) => files.flatMap((uri) => project.appOf(uri) ?? []);
      // The tree shows no places: it is not drawn for them.
      if (judge.forget(appsOf(moved))) live.show();
      const apps = told === 'all' ? project.linkedApps : appsOf(told);
      if (apps.length === 0) return;
      telling.fire(apps);
      judge.judgeAgain(apps);
      readLinked();
    }),
  );
  owned.add(
    estate.onDidChange(() => {
      const changes = linked.changes();
      if (changes.length === 0) return;
      readLinked();
      judge.judgeAgain(changes.map(({ app }) => app));
      for (const change of changes) documents.judgeLinked(change);
    }),
  );
  const begin = () => {
    // All files are judged with what is known now: from here on only what differs matters.
    linked.changes();
    readLinked();
  };
  owned.add(project.onDidChange(begin));
  owned.add(workspace.onDidGrantWorkspaceTrust(readLinked));
  begin();
  useFiles();
  useLinks();
  return {
    rules: allRules,
    get enabled() {
      return project.enabled;
    },
    namingFiles: (app) => namingFiles(app, filesOf(app, project, documents), { project, documents }),
    toldApps: ({ root, path }) => toldApps(documents.factsBelow(Uri.parse(root.uri)), path),
    scan: async () => {
      linked.ask();
      await scanWorkspace({ ...deps, project, documents });
    },
    showPlace: async (app, { path, span }) => {
      const uri = await linkedFile(project, app, path);
      if (uri === undefined) return false;
      const document = await workspace.openTextDocument(uri);
      const selection = rangeOf(new LineIndex(document.getText()), span);
      await window.showTextDocument(document, { selection });
      return true;
    },
    onDidTell: telling.event,
    filesOf: (app) => readFiles(app, { ...deps, project, documents }),
    filesSoFar: (app) => filesOf(app, project, documents),
    replaceIn: (app, places, text) => replaceIn({ project, app }, places, text),
    previewReplacing: (app, places, by) => previewReplacing({ project, app, previews }, places, by),
    previewFix: async ({ document: name, rule, at, index }) => {
      const document = await workspace.openTextDocument(Uri.parse(name, true));
      const judged = await documents.judgedNow(document);
      const finding = judged?.findings.find((one) => one.rule.id === rule && one.span.start === at);
      const fix = finding?.fixes?.[index];
      if (fix?.kind === 'edit') await previews.show(document, fix);
    },
    applyFix: () => previews.apply(),
    linksInFiles,
    showLink,
    saveConfiguration: async (uri) => {
      const file = Uri.parse(uri, true);
      if (file.path.endsWith(`/${configFileName}`)) await (await workspace.openTextDocument(file)).save();
    },
    showRule: async (id) => {
      await commands.executeCommand(
        'markdown.showPreview',
        Uri.joinPath(deps.extensionUri, 'docs', 'rules', `${id}.md`),
      );
    },
    dispose: () => {
      owned.dispose();
    },
  };
}
