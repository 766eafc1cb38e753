import { say, type Text } from '../../lifecycle/text';
import type { EditFix, Finding } from '../finding';
import type { SubjectRule } from '../rule';
import type { ChosenId, IdKind } from './chosen-id';
import { misplacedIds, type MisplacedId } from './given-ids';
import { misplacedLiterals } from './literal-ids';

/** All but a principal ID as client ID, which MI506 tells with more to say. */
export const cliWrongKindOfId: SubjectRule<'script'> = {
  id: 'MI509',
  name: 'cli-wrong-kind-of-id',
  title: say('An ID of an identity is given where another one of its IDs is wanted.'),
  severity: 'error',
  subject: 'script',
  hides: ['MI212'],
  literals: [
    'clientid',
    'client_id',
    'client-id',
    'principalid',
    'appid',
    '--query',
    'resourceid',
    '--user-assigned',
  ],
  *check(file, { text }) {
    for (const one of misplacedIds(file))
      if (one.wanted !== 'client' || one.given.kind !== 'principal') yield finding(one, text);
    yield* misplacedLiterals(file);
  },
};

function finding({ use, wanted, given }: MisplacedId, text: string): Finding {
  const { span } = use.value;
  const { at } = given;
  const inPlace = span.start <= at.start && at.end <= span.end;
  return {
    span,
    message: messageOf(use.name, wanted, given.kind),
    ...(given.command === undefined && { confidence: 'medium' }),
    ...(!inPlace && { related: [{ span: at, message: say('The ID is asked for here.') }] }),
    fixes: inPlace ? askForWanted(given, wanted, text) : [],
  };
}

function messageOf(name: string, wanted: IdKind, given: IdKind): Text {
  switch (wanted) {
    case 'client':
      return say(
        "'{0}' is given the resource ID of an identity, and no token can be had with it: a client ID is a GUID that the identity tells as 'clientId'.",
        name,
      );
    case 'principal':
      return given === 'client'
        ? say(
            "'{0}' wants the principal ID (object ID) of an identity and is given its client ID, which nobody's access hangs on.",
            name,
          )
        : say("'{0}' wants the principal ID (object ID) of an identity and is given its resource ID.", name);
    case 'resource':
      return given === 'client'
        ? say("'{0}' wants the resource ID of an identity and is given its client ID.", name)
        : say("'{0}' wants the resource ID of an identity and is given its principal ID.", name);
  }
}

const names: Readonly<Record<IdKind, string>> = {
  client: 'clientId',
  principal: 'principalId',
  resource: 'id',
};

/** A user-assigned identity tells all of its IDs, so that only the query changes. */
function askForWanted(
  { at, command = '', query }: ChosenId,
  wanted: IdKind,
  text: string,
): readonly EditFix[] {
  if (!/^identity (?:show|create)$/.test(command)) return [];
  const pattern = /\b(?:principalId|clientId|id)\b/g;
  const [match, ...others] = text.slice(at.start, at.end).matchAll(pattern);
  if (match === undefined || others.length > 0 || query === undefined) return [];
  const start = at.start + match.index;
  const edits = [{ span: { start, end: start + match[0].length }, text: names[wanted] }];
  return [{ kind: 'edit', title: say("Ask for '{0}'", names[wanted]), safe: true, edits }];
}
