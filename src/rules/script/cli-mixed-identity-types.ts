import { say, sentences, type Text } from '../../lifecycle/text';
import type { ScriptFile } from '../../source/script/script-file';
import type { Span } from '../../source/span';
import type { EditFix, Finding } from '../finding';
import type { SubjectRule } from '../rule';
import { appKeyOf, identityOf } from './app-identity';
import { appCommands, flagOf, withoutFlag, type AppCommand } from './az-command';
import { obsoleteUse } from './obsolete-flags';

const giving = ['create', 'identity assign', 'identity force-set'];

/** Which kinds an app has been given so far, and where. */
interface Given {
  readonly system?: Span;
  readonly user?: Span;
}

/**
 * One command, or commands on one app that all run when one of them does: branches may be alternatives. What is removed
 * in between counts.
 */
export const cliMixedIdentityTypes: SubjectRule<'script'> = {
  id: 'MI504',
  name: 'cli-mixed-identity-types',
  title: say('A script gives both kinds of identities to one app.'),
  severity: 'warning',
  subject: 'script',
  literals: ['--user-assigned'],
  *check(file) {
    const apps = new Map<string, Given>();
    // An app that has both for a moment, on its way from one kind to the other, is as it should be.
    const found = new Map<string, readonly Finding[]>();
    for (const command of appCommands(file)) {
      const both = givenBoth(file, command);
      if (both !== undefined) yield inOne(command, both);
      const app = appKeyOf(file, command);
      if (app === undefined) continue;
      const place = `${file.scripts.indexOf(command.script)} ${command.command.block} ${app}`;
      const before = apps.get(place) ?? {};
      const after = afterwards(file, command, before);
      apps.set(place, after);
      if (!hasBoth(after)) found.delete(place);
      else if (both === undefined && !hasBoth(before)) found.set(place, [...inTwo(before, after)]);
    }
    for (const findings of found.values()) yield* findings;
  },
};

function hasBoth(given: Given): given is Required<Given> {
  return given.system !== undefined && given.user !== undefined;
}

function givenBoth(file: ScriptFile, command: AppCommand): Given | undefined {
  if (!giving.includes(command.verb)) return undefined;
  const { system, user } = identityOf(file, command);
  return system === true && user ? afterwards(file, command, {}) : undefined;
}

function afterwards(file: ScriptFile, command: AppCommand, before: Given): Given {
  switch (command.verb) {
    case 'create':
    case 'identity force-set':
      return givenBy(file, command);
    case 'identity assign':
      return { ...before, ...givenBy(file, command) };
    case 'identity remove':
      return withoutRemoved(command, before);
    case 'delete':
      return {};
    default:
      return before;
  }
}

function givenBy(file: ScriptFile, command: AppCommand): Given {
  const { system, user } = identityOf(file, command);
  const systemFlag = flagOf(command, '--system-assigned', '--assign-identity');
  const userFlag = flagOf(command, '--user-assigned');
  // Without a flag, the system-assigned identity is assigned.
  const isBare = obsoleteUse(command)?.kind === 'missing';
  return {
    ...(isBare && { system: command.verbWord.span }),
    ...(system === true && systemFlag !== undefined && { system: systemFlag.span }),
    ...(user && userFlag !== undefined && { user: userFlag.span }),
  };
}

/** Of user-assigned identities that are removed by name, others may stay: that is not told here. */
function withoutRemoved(command: AppCommand, before: Given): Given {
  const isUser = flagOf(command, '--user-assigned') !== undefined;
  const isSystem = flagOf(command, '--system-assigned') !== undefined || !isUser;
  return {
    ...(before.system !== undefined && !isSystem && { system: before.system }),
    ...(before.user !== undefined && !isUser && { user: before.user }),
  };
}

const advice = say(
  'Microsoft advises against it: a token that is asked for without a client ID may be of either.',
);

function inOne(command: AppCommand, { user }: Given): Finding {
  return {
    span: user ?? command.verbWord.span,
    message: sentences(say('This gives the app a system-assigned identity and user-assigned ones.'), advice),
    fixes: [...keepUserAssigned(command), ...keepSystemAssigned(command)],
  };
}

/** A role on the same line is one for the system-assigned identity. */
function keepUserAssigned(command: AppCommand): readonly EditFix[] {
  if (flagOf(command, '--role', '--scope') !== undefined) return [];
  const title = say('Give it the user-assigned identities alone');
  return keepOnly(command, title, '--system-assigned', '--assign-identity');
}

function keepSystemAssigned(command: AppCommand): readonly EditFix[] {
  return keepOnly(command, say('Give it the system-assigned identity alone'), '--user-assigned');
}

function keepOnly(command: AppCommand, title: Text, ...names: readonly string[]): readonly EditFix[] {
  const flag = flagOf(command, ...names);
  if (flag === undefined || command.listed) return [];
  const edits =
    command.verb === 'identity force-set'
      ? [{ span: flag.whole, text: `${flag.name} disable` }]
      : [{ span: withoutFlag(command, flag), text: '' }];
  return [{ kind: 'edit', title, safe: false, edits }];
}

function* inTwo(before: Given, both: Required<Given>): Iterable<Finding> {
  const isUserNew = before.user === undefined;
  const [last, first] = isUserNew ? [both.user, both.system] : [both.system, both.user];
  const given = isUserNew
    ? say(
        'This gives user-assigned identities to an app that has been given the system-assigned one in the same script.',
      )
    : say(
        'This gives the system-assigned identity to an app that has been given user-assigned ones in the same script.',
      );
  yield {
    span: last,
    message: sentences(given, advice),
    related: [{ span: first, message: say('The other kind is given here.') }],
  };
}
