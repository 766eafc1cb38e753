import type { NamingFiles } from '../../src/actions/impact/impact';
import type { JavaLaunch } from '../../src/actions/launch/launch-file';
import type { ResourceKey } from '../../src/estate/resources';
import { Emitter } from '../../src/lifecycle/emitter';
import type { LinkableFolder, StoredLink } from '../../src/lint/links/folder-link';
import type { ToldApp } from '../../src/lint/links/proposed-apps';
import { allRules } from '../../src/rules/index';
import type { CommandDependencies } from '../../src/ui/commands/dependencies';
import type { Confirmation, Grouping } from '../../src/ui/contributions';
import type { Diagnostics, LinkedFiles } from '../../src/ui/diagnosing';
import { EndpointConsent } from '../../src/ui/endpoint-consent';
import { RunningForwards } from '../../src/ui/forwards/running-forwards';
import type { FileLink } from '../../src/ui/known-links';
import type { ForwardUser, LaunchChoice } from '../../src/ui/ways-in';
import { Recent } from '../../src/ui/window/recent';
import type { ReportPage } from '../../src/ui/window/report-page';
import type { Memory } from './memory';
import { MemoryProjects } from './projects';
import { ShownReport } from './shown-report';

/** What commands take from the window alone. */
type WindowParts = Pick<
  CommandDependencies,
  | 'appJson'
  | 'debugging'
  | 'declarations'
  | 'diagnostics'
  | 'endpointConsent'
  | 'folders'
  | 'forwards'
  | 'learned'
  | 'links'
  | 'pages'
  | 'projects'
  | 'recentApps'
  | 'recentIdentities'
  | 'recentTargets'
  | 'reports'
  | 'settings'
  | 'terminals'
  | 'trusted'
  | 'view'
>;

/** A window as commands see it: a test says what is there, and looks at what was shown. */
export class ScriptedWindow {
  /** What outlives the window. */
  readonly memory: Memory;
  readonly view = {
    filter: '',
    selected: undefined as ResourceKey | undefined,
    grouped: [] as Grouping[],
    groupBy: (grouping: Grouping) => {
      this.view.grouped.push(grouping);
      return Promise.resolve();
    },
    focus: () => Promise.resolve(),
  };
  trusted = true;
  confirm: Confirmation = 'click';

  readonly shownJson: string[] = [];
  readonly shownDeclarations: string[] = [];
  readonly shownPages: string[] = [];
  readonly learned: string[] = [];

  /** Reports that were shown as pages, as they are now. */
  readonly reports: ReportPage[] = [];
  /** The folder the user picks for a file; none: they turn away. */
  saveTo: string | undefined;
  readonly saved = new Map<string, string>();

  readonly terminals: { readonly name: string; readonly env: Readonly<Record<string, string | null>> }[] = [];
  readonly closedTerminals: string[] = [];
  launches: readonly { readonly name: string; readonly place: string }[] = [];
  /** Types of programs that extensions debug. */
  debuggers: readonly string[] = ['java'];
  /** Configurations that were started right after they were written. */
  readonly written: JavaLaunch[] = [];
  readonly debugged: {
    readonly name: string;
    readonly place: string;
    readonly env: Readonly<Record<string, string>>;
  }[] = [];
  readonly #users: Emitter<void>[] = [];
  readonly forwardNews: string[] = [];
  readonly forwards = new RunningForwards((message) => this.forwardNews.push(message));

  links: readonly StoredLink[] = [];
  folders: readonly LinkableFolder[] = ['.', 'orders'].map((path) => ({
    root: { uri: 'file:///w/shop', name: 'shop' },
    path,
  }));
  linksInFiles: readonly FileLink[] = [];
  readonly shownLinks: FileLink[] = [];
  readonly projects = new MemoryProjects();

  /** The display language. */
  language = 'en-US';

  lintEnabled = true;
  scans = 0;
  toldApps: readonly ToldApp[] = [];
  namingFiles: NamingFiles = { read: 'no-folder', places: [] };
  /** What the files of linked folders tell. */
  files: LinkedFiles = {};
  /** Whether places in files can be opened. */
  filesThere = true;
  readonly shownPlaces: string[] = [];
  readonly shownRules: string[] = [];
  /** Fired as the linter does when files tell something else. */
  readonly telling = new Emitter<readonly string[] | 'all'>();
  readonly replaced: string[] = [];
  /** Places of files whose replacement was shown. */
  readonly previewed: string[] = [];

  constructor(memory: Memory) {
    this.memory = memory;
  }

  /** The reports, as tests look at them. */
  get pages(): readonly ShownReport[] {
    return this.reports.map((page) => new ShownReport(page));
  }

  /** Every terminal and debug session ends by itself. */
  endUsers(): void {
    for (const ended of this.#users) ended.fire();
  }

  protected windowParts(): WindowParts {
    const { memory, view, forwards, projects } = this;
    return {
      view,
      forwards,
      projects,
      appJson: {
        show: (app) => keepIn(this.shownJson, app),
        refresh: () => Promise.resolve(),
      },
      settings: { confirm: this.confirm },
      declarations: { show: (app) => keepIn(this.shownDeclarations, app) },
      recentApps: new Recent(memory, 'apps'),
      recentIdentities: new Recent(memory, 'identities'),
      recentTargets: new Recent(memory, 'targets'),
      pages: {
        show: ({ file }) => keepIn(this.shownPages, file),
        showWalkthrough: (id) => keepIn(this.shownPages, id),
      },
      learned: (step) => this.learned.push(step),
      links: {
        all: this.links,
        set: (links) => {
          this.links = links;
          return Promise.resolve();
        },
      },
      folders: () => Promise.resolve(this.folders),
      diagnostics: () => Promise.resolve(this.#diagnostics()),
      reports: this.#reportPages(),
      terminals: this.#terminalDoor(),
      debugging: this.#debugDoor(),
      trusted: () => this.trusted,
      endpointConsent: new EndpointConsent(memory),
    };
  }

  #diagnostics(): Diagnostics {
    return {
      rules: allRules,
      enabled: this.lintEnabled,
      namingFiles: () => this.namingFiles,
      toldApps: () => this.toldApps,
      scan: () => {
        this.scans += 1;
        return Promise.resolve();
      },
      showPlace: (_, { path }) => {
        this.shownPlaces.push(path);
        return Promise.resolve(this.filesThere);
      },
      filesOf: () => Promise.resolve(this.files),
      filesSoFar: () => this.files,
      onDidTell: this.telling.event,
      replaceIn: (_, places, text) => {
        this.replaced.push(...places.map(({ path }) => `${path}: ${text}`));
        return Promise.resolve();
      },
      previewReplacing: (_, places, { text }) => {
        this.previewed.push(...places.map(({ path }) => `${path}: ${text}`));
        return Promise.resolve();
      },
      previewFix: () => Promise.resolve(),
      applyFix: () => Promise.resolve(),
      linksInFiles: () => this.linksInFiles,
      showLink: (link) => {
        this.shownLinks.push(link);
        return Promise.resolve();
      },
      saveConfiguration: () => Promise.resolve(),
      showRule: (id) => keepIn(this.shownRules, id),
    };
  }

  #reportPages(): WindowParts['reports'] {
    return {
      active: this.reports.at(-1)?.report,
      save: ({ name, ending, text }) => {
        if (this.saveTo === undefined) return Promise.resolve(undefined);
        this.saved.set(`${this.saveTo}/${name}.${ending}`, text);
        return Promise.resolve(`${this.saveTo}/${name}.${ending}`);
      },
      show: (page) => {
        const index = this.reports.push(page) - 1;
        const closing = new AbortController();
        return {
          update: (report) => {
            this.reports[index] = { ...page, report };
          },
          closed: closing.signal,
        };
      },
    };
  }

  #terminalDoor(): WindowParts['terminals'] {
    return {
      open: (wish) => {
        this.terminals.push(wish);
        return this.#user(`the terminal '${wish.name}'`, wish.name);
      },
      noProxy: 'example.invalid',
      inherited: new Set(['AZURE_CLIENT_SECRET']),
    };
  }

  #debugDoor(): WindowParts['debugging'] {
    const choice = ({ name, place }: { readonly name: string; readonly place: string }): LaunchChoice => ({
      name,
      place,
      start: (env) => {
        this.debugged.push({ name, place, env });
        return Promise.resolve(this.#user(`the debug session '${name}'`, name));
      },
    });
    return {
      configurations: () => this.launches.map(choice),
      hasDebugger: (type) => this.debuggers.includes(type),
      launch: ({ name: place }, configuration) => {
        this.written.push(configuration);
        return choice({ name: configuration.name, place });
      },
    };
  }

  /** A terminal or session that a test ends with `endUsers`. */
  #user(name: string, closes: string): ForwardUser {
    const ended = new Emitter<void>();
    this.#users.push(ended);
    return { name, onDidEnd: ended.event, dispose: () => void this.closedTerminals.push(closes) };
  }
}

function keepIn(kept: string[], what: string): Promise<void> {
  kept.push(what);
  return Promise.resolve();
}
