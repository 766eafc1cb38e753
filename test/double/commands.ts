import type { Clock } from '../../src/token/broker/broker';
import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import type { Cloud } from '../../src/account/cloud';
import type { NamingFiles } from '../../src/actions/impact/impact';
import type { SignInKind } from '../../src/account/sign-in';
import { readSocketOwners } from '../../src/disk/socket-owner';
import { Emitter } from '../../src/lifecycle/emitter';
import { Estate } from '../../src/estate/estate';
import { allApps, type FoundApp } from '../../src/estate/lookup';
import type { ResourceKey } from '../../src/estate/resources';
import { keepLost, type Losing } from '../../src/grants/lost/keep-lost';
import { GrantsKeeper } from '../../src/grants/lost/kept-grants';
import { IdentityChanges } from '../../src/identity/change-identity';
import { Inventory } from '../../src/inventory/inventory';
import { RunningOperations } from '../../src/operations/running-operations';
import { SeenPrincipals } from '../../src/actions/orphans/seen-principals';
import { Unfinished } from '../../src/operations/unfinished';
import type { LinkableFolder, StoredLink } from '../../src/lint/links/folder-link';
import type { ToldApp } from '../../src/lint/links/proposed-apps';
import { allRules } from '../../src/rules/index';
import type { SandboxOptions } from '../../src/sandbox/contract';
import type { CommandDependencies } from '../../src/ui/commands/dependencies';
import * as connectCommands from '../../src/ui/commands/connect/open';
import * as grantCommands from '../../src/ui/commands/grants/open';
import * as tokenCommands from '../../src/ui/commands/token/open';
import { attempt, runCommand } from '../../src/ui/commands/run';
import { signInKinds, type CommandName, type Confirmation, type Grouping } from '../../src/ui/contributions';
import type { Choice, Dialogs, Question, TextQuestion } from '../../src/ui/window/dialogs';
import { openLocalEndpoint, openTunnel, systemClock } from '../../src/net/open';
import { RunningForwards } from '../../src/ui/forwards/running-forwards';
import { Recent } from '../../src/ui/window/recent';
import { MemoryProjects } from './projects';
import type { ReportPage } from '../../src/ui/window/report-page';
import { ShownReport } from './shown-report';
import type { LinkedFiles } from '../../src/ui/diagnosing';
import type { FileLink } from '../../src/ui/known-links';
import type { Target } from '../../src/ui/target';
import { EndpointConsent } from '../../src/ui/endpoint-consent';
import { tunnelAccess, type ForwardUser, type WaysIn } from '../../src/ui/ways-in';
import { keepingLog, SandboxedAzure } from '../azure/sandboxed';
import { say } from './estate';

/** Answers dialogs from a script and keeps what was said. An unexpected question fails the test. */
export class ScriptedDialogs implements Dialogs {
  /** Everything shown, in order: `confirm: title | detail`, `info: message [buttons]`, `pick: labels`. */
  readonly said: string[] = [];
  readonly copied: string[] = [];
  /** `2/4`: where in their wizard questions stood. */
  readonly steps: string[] = [];
  readonly opened: string[] = [];
  readonly #answers: Answer[];

  constructor(...answers: readonly Answer[]) {
    this.#answers = [...answers];
  }

  /** Answers for what is asked next. */
  answer(...answers: readonly Answer[]): void {
    this.#answers.push(...answers);
  }

  get unanswered(): number {
    return this.#answers.length;
  }

  async pickOne<T>(
    question: Question,
    choices: readonly Choice<T>[] | Promise<readonly Choice<T>[]>,
  ): Promise<T | undefined> {
    return (await this.#pick(question, await choices, 'pickOne'))[0];
  }

  async pickMany<T>(
    question: Question,
    choices: readonly Choice<T>[] | Promise<readonly Choice<T>[]>,
  ): Promise<readonly T[] | undefined> {
    const picked = await this.#pick(question, await choices, 'pickMany');
    return picked.length === 0 ? undefined : picked;
  }

  text(question: TextQuestion): Promise<string | undefined> {
    if (this.#goesBack(question)) return Promise.resolve(undefined);
    const text = this.#next('text');
    const trouble = question.validate?.(text);
    this.said.push(trouble === undefined ? `text: ${text}` : `refused: ${trouble}`);
    return Promise.resolve(trouble === undefined ? text : undefined);
  }

  confirm(question: {
    readonly title: string;
    readonly detail: string;
    readonly warning: boolean;
  }): Promise<boolean> {
    this.said.push(`${question.warning ? 'warn' : 'confirm'}: ${question.title} | ${question.detail}`);
    return Promise.resolve(this.#next('confirm') === 'yes');
  }

  confirmLoss(question: {
    readonly title: string;
    readonly detail: string;
    readonly details: string;
  }): Promise<'agreed' | 'details' | undefined> {
    this.said.push(`warn: ${question.title} | ${question.detail}`);
    const answer = this.#next('confirm');
    if (answer === 'no') return Promise.resolve(undefined);
    return Promise.resolve(answer === 'yes' ? 'agreed' : 'details');
  }

  tell(level: string, message: string, ...buttons: readonly string[]): Promise<string | undefined> {
    this.said.push(`${level}: ${message}${buttons.map((button) => ` [${button}]`).join('')}`);
    const answer = this.#answers[0];
    if (answer?.press === undefined) return Promise.resolve(undefined);
    this.#answers.shift();
    return Promise.resolve(answer.press);
  }

  progress<T>(
    title: string,
    run: (signal: AbortSignal, report: (message: string) => void) => Promise<T>,
  ): Promise<T> {
    this.said.push(`progress: ${title}`);
    const answer = this.#answers[0];
    const cancelAfter = answer?.cancelAfterMs;
    if (cancelAfter !== undefined) this.#answers.shift();
    const signal = cancelAfter === undefined ? new AbortController().signal : AbortSignal.abort();
    if (cancelAfter === undefined) return run(signal, () => undefined);
    const controller = new AbortController();
    setTimeout(() => {
      controller.abort();
    }, cancelAfter);
    return run(controller.signal, () => undefined);
  }

  background<T>(title: string, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
    this.said.push(`background: ${title}`);
    return run(new AbortController().signal);
  }

  copy(text: string): Promise<void> {
    this.copied.push(text);
    return Promise.resolve();
  }

  readClipboard(): Promise<string> {
    return Promise.resolve(this.copied.at(-1) ?? '');
  }

  /** The answer `select`, where the test gave one. */
  selectedText(): string {
    const selected = this.#answers[0]?.select;
    if (selected !== undefined) this.#answers.shift();
    return selected ?? '';
  }

  selectedInTerminal(): Promise<string> {
    return Promise.resolve(this.selectedText());
  }

  status(message: string): void {
    this.said.push(`status: ${message}`);
  }

  openLink(url: string): Promise<void> {
    this.opened.push(url);
    return Promise.resolve();
  }

  openPlace(place: string): Promise<void> {
    this.opened.push(place);
    return Promise.resolve();
  }

  /** Presses Back of a wizard's question, where the test says so. */
  #goesBack({ title, wizard }: Question): boolean {
    if (wizard !== undefined) this.steps.push(`${wizard.step}/${wizard.of}`);
    if (this.#answers[0]?.back !== true) return false;
    this.#answers.shift();
    if (wizard?.back === undefined) throw new Error(`There is no way back from "${title}".`);
    this.said.push('back');
    wizard.back();
    return true;
  }

  async #pick<T>(
    question: Question,
    choices: readonly Choice<T>[],
    kind: 'pickOne' | 'pickMany',
  ): Promise<T[]> {
    if (this.#goesBack(question)) return [];
    const { title } = question;
    const labels = choices.map(({ label, value }) => (value === undefined ? `--${label}` : label));
    this.said.push(`pick: ${title} | ${labels.join(', ')}`);
    if (this.#answers[0]?.turnAway === true) {
      this.#answers.shift();
      return [];
    }
    const wanted = [this.#next(kind)].flat();
    return Promise.resolve(
      wanted.map((label) => {
        const found = choices.find((choice) => choice.label.replace(/^\$\(\S+\) /, '') === label);
        if (found?.value === undefined) throw new Error(`No "${label}" among ${labels.join(', ')}`);
        return found.value;
      }),
    );
  }

  #next<K extends 'pickOne' | 'pickMany' | 'text' | 'confirm'>(kind: K): NonNullable<Answer[K]> {
    const answer = this.#answers.shift()?.[kind];
    if (answer === undefined)
      throw new Error(`Nobody expected to be asked (${kind}): ${this.said.join('\n')}`);
    return answer;
  }
}

export interface Answer {
  readonly pickOne?: string;
  readonly pickMany?: readonly string[];
  readonly text?: string;
  /** `details`: the first button of a question before a loss, which Enter presses. */
  readonly confirm?: 'yes' | 'no' | 'details';
  /** What is selected in the editor. */
  readonly select?: string;
  /** A button of the next message. */
  readonly press?: string;
  /** Presses Back of the next question, which must be one of a wizard. */
  readonly back?: true;
  /** Closes the next list without choosing. */
  readonly turnAway?: true;
  /** Presses "Cancel" of the next progress after so many milliseconds. */
  readonly cancelAfterMs?: number;
}

/** The memory of a window, for as long as a test. */
export class Memory {
  readonly #values = new Map<string, unknown>();
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- VS Code's own shape
  get = <T>(key: string): T | undefined => this.#values.get(key) as T | undefined;
  update = (key: string, value: unknown): Promise<void> => {
    this.#values.set(key, value);
    return Promise.resolve();
  };
}

/** The commands with everything real below them: core, Azure clients, TLS, sandbox. Only the window is scripted. */
export class CommandStage {
  readonly azure: SandboxedAzure;
  readonly estate = new Estate();
  readonly operations = new RunningOperations();
  /** What outlives the window. */
  readonly memory: Memory;
  /** Ended when the window closes: what waits in it waits no longer. */
  readonly closing = new AbortController();
  readonly unfinished = new Unfinished();
  readonly seen: SeenPrincipals;
  readonly inventory: Inventory;
  readonly changes: IdentityChanges;
  readonly keeper = new GrantsKeeper({
    read: () => this.memory.get('keptGrants'),
    write: (value) => this.memory.update('keptGrants', value),
  });
  readonly keepLost = (losing: Losing, signal: AbortSignal): Promise<void> =>
    keepLost(
      {
        ...{ api: this.azure.azure.grants, keeper: this.keeper, estate: this.estate },
        ...{ log: keepingLog(this.azure.lines), cloud: () => 'Sandbox', now: Date.now },
      },
      losing,
      signal,
    );
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
  readonly chosen: SignInKind[] = [];
  unconfirmedCloud: Cloud | undefined;
  readonly confirmedClouds: Cloud[] = [];
  selected: readonly string[] = [];
  kind: SignInKind = 'environment';
  readonly shownJson: string[] = [];
  readonly shownDeclarations: string[] = [];
  /** Reports that were shown as pages, as they are now. */
  readonly reports: ReportPage[] = [];
  /** The folder the user picks for a file; none: they turn away. */
  saveTo: string | undefined;
  readonly saved = new Map<string, string>();
  readonly terminals: { readonly name: string; readonly env: Readonly<Record<string, string | null>> }[] = [];
  readonly closedTerminals: string[] = [];
  launches: readonly { readonly name: string; readonly place: string }[] = [];
  readonly debugged: {
    readonly name: string;
    readonly place: string;
    readonly env: Readonly<Record<string, string>>;
  }[] = [];
  trusted = true;
  confirm: Confirmation = 'click';
  namingFiles: NamingFiles = { read: 'no-folder', places: [] };
  readonly #users: Emitter<void>[] = [];
  readonly forwardNews: string[] = [];
  readonly forwards = new RunningForwards((message) => this.forwardNews.push(message));
  /** Replaced by a test that wants to move time. */
  clock: Clock = systemClock;

  constructor(azure: SandboxedAzure, memory = new Memory()) {
    this.azure = azure;
    this.memory = memory;
    this.seen = new SeenPrincipals({
      read: () => memory.get('seen'),
      write: (seen) => void memory.update('seen', seen),
    });
    const log = keepingLog(azure.lines);
    this.inventory = new Inventory({
      estate: this.estate,
      signIn: azure.signIn,
      reader: azure.azure.reader,
      log,
      nextTurn,
    });
    this.changes = new IdentityChanges({
      activity: azure.activity,
      api: azure.azure.identities,
      estate: this.estate,
      operations: this.operations,
      log,
      now: Date.now,
      keepLost: this.keepLost,
      // The sandbox is faster than Azure: what would be two seconds between polls is twenty milliseconds here.
      wait: (ms, signal) => delay(Math.min(ms, 20), undefined, { signal }),
    });
  }

  static async start(options: SandboxOptions = {}): Promise<CommandStage> {
    return new CommandStage(await SandboxedAzure.start({ operationSeconds: 0.05, ...options }));
  }

  /** Places of files whose replacement was shown. */
  readonly previewed: string[] = [];
  links: readonly StoredLink[] = [];
  folders: readonly LinkableFolder[] = ['.', 'orders'].map((path) => ({
    root: { uri: 'file:///w/shop', name: 'shop' },
    path,
  }));
  toldApps: readonly ToldApp[] = [];
  lintEnabled = true;
  scans = 0;
  readonly shownPages: string[] = [];
  readonly learned: string[] = [];
  readonly shownPlaces: string[] = [];
  linksInFiles: readonly FileLink[] = [];
  readonly shownLinks: string[] = [];
  /** Whether places in files can be opened. */
  filesThere = true;
  readonly projects = new MemoryProjects();
  readonly shownRules: string[] = [];
  /** What the files of linked folders tell. */
  files: LinkedFiles = {};
  readonly replaced: string[] = [];

  /** The reports, as tests look at them. */
  get pages(): readonly ShownReport[] {
    return this.reports.map((page) => new ShownReport(page));
  }

  deps(dialogs: Dialogs): CommandDependencies {
    const { estate, inventory, operations, unfinished, changes, view, memory } = this;
    const choose = (kind: SignInKind) => {
      this.chosen.push(kind);
      return Promise.resolve();
    };
    const deps: CommandDependencies = {
      ...{ estate, inventory, operations, unfinished, changes, view, dialogs, t: say },
      activity: this.azure.activity,
      identities: this.azure.azure.identities,
      userAssigned: this.azure.azure.userAssigned,
      grants: this.azure.azure.grants,
      assignments: this.azure.azure.assignments,
      seen: this.seen,
      reader: this.azure.azure.reader,
      ...{ keeper: this.keeper, keepLost: this.keepLost },
      grantCommands: () => Promise.resolve(grantCommands),
      signIn: {
        kind: this.kind,
        kinds: signInKinds,
        cloud: this.azure.signIn.cloud,
        unconfirmedCloud: this.unconfirmedCloud,
        confirmCloud: (cloud) => {
          this.confirmedClouds.push(cloud);
          return Promise.resolve();
        },
        selected: this.selected,
        listAll: (signal) => this.azure.signIn.list(signal, 'all'),
        signIn: () => choose(this.kind),
        choose,
        openSandbox: () => choose('sandbox'),
        closeSandbox: () => choose('vscode'),
        select: (ids) => {
          this.selected = ids;
          return Promise.resolve();
        },
      },
      appJson: {
        show: (app) => {
          this.shownJson.push(app);
          return Promise.resolve();
        },
        refresh: () => Promise.resolve(),
      },
      settings: { confirm: this.confirm },
      declarations: {
        show: (app) => {
          this.shownDeclarations.push(app);
          return Promise.resolve();
        },
      },
      recentApps: new Recent(memory, 'apps'),
      recentIdentities: new Recent(memory, 'identities'),
      recentTargets: new Recent(memory, 'targets'),
      pages: {
        show: ({ file }) => {
          this.shownPages.push(file);
          return Promise.resolve();
        },
        showWalkthrough: (id) => {
          this.shownPages.push(id);
          return Promise.resolve();
        },
      },
      learned: (step) => this.learned.push(step),
      log: { ...keepingLog(this.azure.lines), show: () => undefined },
      remoteDebugging: this.azure.azure.remoteDebugging,
      targets: this.azure.azure.targets,
      now: Date.now,
      redactor: this.azure.redactor,
      links: {
        all: this.links,
        set: (links) => {
          this.links = links;
          return Promise.resolve();
        },
      },
      folders: () => Promise.resolve(this.folders),
      diagnostics: () =>
        Promise.resolve({
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
          showLinks: (file) => {
            this.shownLinks.push(file);
            return Promise.resolve();
          },
          saveConfiguration: () => Promise.resolve(),
          showRule: (id) => {
            this.shownRules.push(id);
            return Promise.resolve();
          },
        }),
      tokenCommands: () => Promise.resolve(tokenCommands),
      connectCommands: () => Promise.resolve(connectCommands),
      projects: this.projects,
      waysIn: () => Promise.resolve(this.#waysIn()),
      reports: {
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
      },
      forwards: this.forwards,
      terminals: {
        open: (wish) => {
          this.terminals.push(wish);
          return this.#user(`the terminal '${wish.name}'`, wish.name);
        },
        noProxy: 'example.invalid',
        inherited: new Set(['AZURE_CLIENT_SECRET']),
      },
      debugging: {
        configurations: () =>
          this.launches.map(({ name, place }) => ({
            name,
            place,
            start: (env) => {
              this.debugged.push({ name, place, env });
              return Promise.resolve(this.#user(`the debug session '${name}'`, name));
            },
          })),
      },
      trusted: () => this.trusted,
      endpointConsent: new EndpointConsent(memory),
      run: (name, target) => runCommand(deps, name, target),
      attempt: (title, work) => attempt(deps, title, work),
    };
    return deps;
  }

  /** A terminal or session that a test ends with `endUsers`. */
  #user(name: string, closes: string): ForwardUser {
    const ended = new Emitter<void>();
    this.#users.push(ended);
    return { name, onDidEnd: ended.event, dispose: () => void this.closedTerminals.push(closes) };
  }

  /** Every terminal and debug session ends by itself. */
  endUsers(): void {
    for (const ended of this.#users) ended.fire();
  }

  #waysIn(): WaysIn {
    const { azure, estate, clock } = this;
    const log = keepingLog(azure.lines);
    const tunnel = openTunnel({
      ...tunnelAccess({ signIn: azure.signIn, estate, reader: azure.azure.reader, t: say }),
      ca: azure.sandbox.caPem,
    });
    return {
      ...tunnel,
      openEndpoint: (wish) =>
        openLocalEndpoint({ ...wish, log, redactor: azure.redactor, now: Date.now, peer: readSocketOwners }),
      clock,
    };
  }

  /** Runs a command with these answers; returns what was said. Every answer must have been asked for. */
  async run(
    name: CommandName,
    target: Target | undefined,
    ...answers: readonly Answer[]
  ): Promise<ScriptedDialogs> {
    const dialogs = new ScriptedDialogs(...answers);
    await runCommand(this.deps(dialogs), name, target);
    if (dialogs.unanswered > 0)
      throw new Error(`${dialogs.unanswered} answers left after:\n${dialogs.said.join('\n')}`);
    return dialogs;
  }

  /** The same for several nodes that are selected together; the first one was clicked. */
  async runForAll(
    name: CommandName,
    selection: readonly Target[],
    ...answers: readonly Answer[]
  ): Promise<ScriptedDialogs> {
    const dialogs = new ScriptedDialogs(...answers);
    await runCommand(this.deps(dialogs), name, selection[0], selection);
    if (dialogs.unanswered > 0)
      throw new Error(`${dialogs.unanswered} answers left after:\n${dialogs.said.join('\n')}`);
    return dialogs;
  }

  async load(): Promise<void> {
    await this.inventory.loadAll(new AbortController().signal, () => undefined);
  }

  app(name: string): FoundApp {
    const found = [...allApps(this.estate.snapshot)].find(({ app }) => app.name === name);
    if (found === undefined) throw new Error(`There is no app "${name}".`);
    return found;
  }

  async stop(): Promise<void> {
    this.forwards.dispose();
    this.changes.dispose();
    this.inventory.dispose();
    this.azure.azure.dispose();
    this.azure.signIn.dispose();
    await this.azure.sandbox.stop();
  }
}
