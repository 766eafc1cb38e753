import type { ExtensionContext } from 'vscode';
import type { SignInKind } from './account/sign-in';
import type { Disposable } from './lifecycle/disposable-store';
import type { Log, Redactor } from './lifecycle/log';
import type { Linter } from './lint/ports';
import type { Journal } from './operations/ports';
import type { Grammars } from './source/grammar/grammars';
import type { Opening } from './sources';
import type { LastTimeDependencies } from './ui/last-time';
import type { ReportPagesDeps } from './ui/report/report-pages';
import type { Session, Source } from './ui/sign-in/session';
import type { tunnelAccess, WaysIn } from './ui/ways-in';

export interface WaysInWish {
  readonly session: Session;
  readonly access: ReturnType<typeof tunnelAccess>;
  readonly log: Log;
  readonly redactor: Redactor;
}

/** A linter that may take a while to start. */
export type StartedLinter = Linter & Disposable & { start(): void };

/** What runs the extension: Node on somebody's machine, or a browser, which opens no sockets and runs no programs. */
export interface Host {
  readonly isBrowser: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The sources of sign-in there are. */
  readonly signInKinds: readonly SignInKind[];
  /** Resolves in the next turn of the event loop. */
  readonly nextTurn: () => Promise<void>;
  readonly store: ReportPagesDeps['store'];
  openJournal(context: ExtensionContext): Journal;
  openLastTime(context: ExtensionContext, kind: string): ReturnType<LastTimeDependencies['store']>;
  openLinter(context: ExtensionContext): Promise<StartedLinter>;
  openGrammars(context: ExtensionContext): Promise<Grammars>;
  openSource(kind: SignInKind, opening: Opening): Promise<Source>;
  /** The ways into instances, as the cloud in use needs them. Rejects with `Failure` where there are none. */
  openWaysIn(wish: WaysInWish): Promise<WaysIn>;
}
