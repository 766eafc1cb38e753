import { hasSystem, namesOf } from '../estate/app-identity';
import type { SpringApp } from '../estate/resources';
import type { IdentityChangePlan } from './plan/plan';
import type { IdentityDelta } from './plan/wish';
import { say, type Text } from '../lifecycle/text';

/** What a confirmation shows. The title is a question; details are one plain sentence each, losses first. */
export interface Confirmation {
  readonly title: Text;
  readonly details: readonly Text[];
  /** What the button says: "Disable", "Enable", "Assign", "Remove" or "Change". */
  readonly action: Text;
  /** Whether a detail is a warning. */
  readonly warning: boolean;
}

type Steps = Pick<IdentityDelta, 'after' | 'added' | 'removed'>;

/** What a change does to an app, by its steps: languages put them together in ways of their own, so each is a sentence. */
type Doing =
  | 'none'
  | 'on'
  | 'off'
  | 'assign'
  | 'remove'
  | 'on+assign'
  | 'on+remove'
  | 'off+assign'
  | 'off+remove'
  | 'assign+remove'
  | 'on+assign+remove'
  | 'off+assign+remove';

interface Names {
  /** Of the app. */
  readonly name: string;
  readonly added: Text;
  readonly removed: Text;
}

type Sentences = Readonly<Record<Doing, (names: Names) => Text>>;

/** The texts of the dialog that asks before a plan is carried out. */
export function confirmationOf(app: SpringApp, plan: IdentityChangePlan): Confirmation {
  return {
    title: questionOf(app, plan),
    details: plan.consequences.map(({ text }) => text),
    action: actionOf(doingOf(app, plan)),
    warning: plan.consequences.some(({ level }) => level === 'warning'),
  };
}

/** Every way of changing an app, as it is said while it runs. */
const running: Sentences = {
  none: ({ name }) => say("Changing the identities of '{0}'", name),
  on: ({ name }) => say("Enabling the system-assigned identity of '{0}'", name),
  off: ({ name }) => say("Disabling the system-assigned identity of '{0}'", name),
  assign: ({ name, added }) => say("Assigning {1} to '{0}'", name, added),
  remove: ({ name, removed }) => say("Removing {1} from '{0}'", name, removed),
  'on+assign': ({ name, added }) =>
    say("Enabling the system-assigned identity and assigning {1} to '{0}'", name, added),
  'on+remove': ({ name, removed }) =>
    say("Enabling the system-assigned identity and removing {1} from '{0}'", name, removed),
  'off+assign': ({ name, added }) =>
    say("Disabling the system-assigned identity and assigning {1} to '{0}'", name, added),
  'off+remove': ({ name, removed }) =>
    say("Disabling the system-assigned identity and removing {1} from '{0}'", name, removed),
  'assign+remove': ({ name, added, removed }) =>
    say("Assigning {1} and removing {2} from '{0}'", name, added, removed),
  'on+assign+remove': ({ name, added, removed }) =>
    say(
      "Enabling the system-assigned identity and assigning {1} and removing {2} from '{0}'",
      name,
      added,
      removed,
    ),
  'off+assign+remove': ({ name, added, removed }) =>
    say(
      "Disabling the system-assigned identity and assigning {1} and removing {2} from '{0}'",
      name,
      added,
      removed,
    ),
};

/** Every way of changing an app, as it is asked for. */
const questions: Sentences = {
  none: ({ name }) => say("Change the identities of '{0}'?", name),
  on: ({ name }) => say("Enable the system-assigned identity of '{0}'?", name),
  off: ({ name }) => say("Disable the system-assigned identity of '{0}'?", name),
  assign: ({ name, added }) => say("Assign {1} to '{0}'?", name, added),
  remove: ({ name, removed }) => say("Remove {1} from '{0}'?", name, removed),
  'on+assign': ({ name, added }) =>
    say("Enable the system-assigned identity and assign {1} to '{0}'?", name, added),
  'on+remove': ({ name, removed }) =>
    say("Enable the system-assigned identity and remove {1} from '{0}'?", name, removed),
  'off+assign': ({ name, added }) =>
    say("Disable the system-assigned identity and assign {1} to '{0}'?", name, added),
  'off+remove': ({ name, removed }) =>
    say("Disable the system-assigned identity and remove {1} from '{0}'?", name, removed),
  'assign+remove': ({ name, added, removed }) =>
    say("Assign {1} and remove {2} from '{0}'?", name, added, removed),
  'on+assign+remove': ({ name, added, removed }) =>
    say(
      "Enable the system-assigned identity and assign {1} and remove {2} from '{0}'?",
      name,
      added,
      removed,
    ),
  'off+assign+remove': ({ name, added, removed }) =>
    say(
      "Disable the system-assigned identity and assign {1} and remove {2} from '{0}'?",
      name,
      added,
      removed,
    ),
};

/** The running change as people would say it: "Disabling the system-assigned identity of 'orders'". */
export function titleOf(app: SpringApp, change: Steps): Text {
  return running[doingOf(app, change)](namesIn(app, change));
}

function questionOf(app: SpringApp, change: Steps): Text {
  return questions[doingOf(app, change)](namesIn(app, change));
}

function namesIn({ name }: SpringApp, { added, removed }: Steps): Names {
  return { name, added: namesOf(added), removed: namesOf(removed) };
}

function actionOf(doing: Doing): Text {
  switch (doing) {
    case 'on':
      return say('Enable');
    case 'off':
      return say('Disable');
    case 'assign':
      return say('Assign');
    case 'remove':
      return say('Remove');
    default:
      return say('Change');
  }
}

function doingOf(app: SpringApp, { after, added, removed }: Steps): Doing {
  const isOn = hasSystem(app.identity);
  const system = after.system === isOn ? undefined : after.system ? 'on' : 'off';
  const users =
    added.length > 0 && removed.length > 0
      ? 'assign+remove'
      : added.length > 0
        ? 'assign'
        : removed.length > 0
          ? 'remove'
          : undefined;
  if (system === undefined) return users ?? 'none';
  return users === undefined ? system : `${system}+${users}`;
}
