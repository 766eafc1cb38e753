import type { Connectable, ConnectingIdentity } from '../../../actions/connect/connection';
import type { Project } from '../../../actions/connect/project';
import type { Way } from '../../../actions/connect/recipe';
import type { FoundApp } from '../../../estate/lookup';
import type { LinkableFolder } from '../../../lint/links/folder-link';
import type { WizardStep } from '../pick/wizard';
import type { CommandDependencies } from '../dependencies';
import type { PickedTarget } from '../grants/pick/pick-target';

/** What an app is connected to. */
export interface ChosenTarget {
  readonly name: string;
  /** Where it was chosen from a list. */
  readonly at?: PickedTarget;
  readonly host?: string;
}

export interface Answers {
  readonly folder: LinkableFolder;
  readonly project: Project;
  readonly to: Connectable;
  readonly target: ChosenTarget;
  /** Database, container, queue; empty where none is asked for. */
  readonly part: string | undefined;
  readonly identity: ConnectingIdentity & { readonly getsIn: boolean };
  /** Whether the identity is to be granted what it lacks; `none` where there is nothing to grant from here. */
  readonly grant: 'give' | 'later' | 'none' | undefined;
  readonly way: Way;
}

export interface Asked {
  readonly deps: CommandDependencies;
  readonly found: FoundApp;
  readonly title: string;
}

export type Asking = (asked: Asked) => WizardStep<Answers>['ask'];

/** The answer where those before it leave nothing to ask. */
export type Giving = (asked: Asked) => NonNullable<WizardStep<Answers>['given']>;
