import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';

import type { Cloud } from '../../src/account/cloud';
import type { SignInKind } from '../../src/account/sign-in';
import { RecordedGrants } from '../../src/grants/recorded-grants';
import { SeenPrincipals } from '../../src/actions/orphans/seen-principals';
import { readSocketOwners } from '../../src/disk/socket-owner';
import { Estate } from '../../src/estate/estate';
import { allApps, type FoundApp } from '../../src/estate/lookup';
import { keepLost, type Losing } from '../../src/grants/lost/keep-lost';
import { GrantsKeeper } from '../../src/grants/lost/kept-grants';
import { IdentityChanges } from '../../src/identity/change-identity';
import { Inventory } from '../../src/inventory/inventory';
import { openLocalEndpoint, openTunnel, systemClock } from '../../src/net/open';
import { RunningOperations } from '../../src/operations/running-operations';
import { Unfinished } from '../../src/operations/unfinished';
import type { SandboxOptions } from '../../src/sandbox/contract';
import type { Clock } from '../../src/token/broker/broker';
import * as connectCommands from '../../src/ui/commands/connect/open';
import type { CommandDependencies } from '../../src/ui/commands/dependencies';
import * as grantCommands from '../../src/ui/commands/grants/open';
import { attempt, runCommand } from '../../src/ui/commands/run';
import { handlers } from '../../src/ui/commands/handlers';
import * as tokenCommands from '../../src/ui/commands/token/open';
import { signInKinds, type CommandName } from '../../src/ui/contributions';
import type { Target } from '../../src/ui/target';
import { tunnelAccess, type WaysIn } from '../../src/ui/ways-in';
import type { Dialogs } from '../../src/ui/window/dialogs';
import { keepingLog, SandboxedAzure } from '../azure/sandboxed';
import { say } from './estate';
import { Memory } from './memory';
import { ScriptedDialogs, type Answer } from './scripted-dialogs';
import { ScriptedWindow } from './scripted-window';

/** The commands with everything real below them: core, Azure clients, TLS, sandbox. Only the window is scripted. */
export class CommandStage extends ScriptedWindow {
  readonly azure: SandboxedAzure;
  readonly estate = new Estate();
  readonly operations = new RunningOperations();
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
        api: this.azure.azure.grants,
        keeper: this.keeper,
        estate: this.estate,
        log: keepingLog(this.azure.lines),
        cloud: () => 'Sandbox',
        now: Date.now,
      },
      losing,
      signal,
    );
  readonly chosen: SignInKind[] = [];
  unconfirmedCloud: Cloud | undefined;
  readonly confirmedClouds: Cloud[] = [];
  selected: readonly string[] = [];
  kind: SignInKind = 'environment';
  /** Replaced by a test that wants to move time. */
  clock: Clock = systemClock;

  constructor(azure: SandboxedAzure, memory = new Memory()) {
    super(memory);
    this.azure = azure;
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

  deps(dialogs: Dialogs): CommandDependencies {
    const { estate, inventory, operations, unfinished, changes } = this;
    const { activity, azure, lines, redactor } = this.azure;
    const deps: CommandDependencies = {
      ...this.windowParts(),
      estate,
      inventory,
      operations,
      unfinished,
      changes,
      dialogs,
      t: say,
      language: this.language,
      activity,
      redactor,
      seen: this.seen,
      keeper: this.keeper,
      keepLost: this.keepLost,
      identities: azure.identities,
      userAssigned: azure.userAssigned,
      grants: new RecordedGrants(azure.grants, this.azure.activity),
      assignments: azure.assignments,
      reader: azure.reader,
      remoteDebugging: azure.remoteDebugging,
      targets: azure.targets,
      grantCommands: () => Promise.resolve(grantCommands),
      allCommands: () => Promise.resolve(handlers),
      tokenCommands: () => Promise.resolve(tokenCommands),
      connectCommands: () => Promise.resolve(connectCommands),
      signIn: this.#signInControl(),
      log: { ...keepingLog(lines), show: () => undefined },
      now: Date.now,
      waysIn: () => Promise.resolve(this.#waysIn()),
      run: (name, target) => runCommand(deps, name, target),
      attempt: (title, work) => attempt(deps, title, work),
    };
    return deps;
  }

  #signInControl(): CommandDependencies['signIn'] {
    const choose = (kind: SignInKind) => {
      this.chosen.push(kind);
      return Promise.resolve();
    };
    return {
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
    };
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
