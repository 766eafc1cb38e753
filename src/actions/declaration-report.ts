import { armKey, nameOf, type ArmId } from '../estate/ids/arm-id';
import type { IdentitySet } from '../identity/plan/wish';
import { say, type Text } from '../lifecycle/text';
import type { Report, Words } from '../report/report';

/** Three states of an app's identities beside each other, and what they come to. */
export interface ThreeWays {
  /** As the document was opened. */
  readonly base: IdentitySet;
  /** As it was edited. */
  readonly mine: IdentitySet;
  /** As Azure has it now. */
  readonly theirs: IdentitySet;
  /** What was edited on top of what Azure has. */
  readonly wanted: IdentitySet;
}

/** A three-way comparison as a table, one identity a row. */
export function declarationReport(app: string, ways: ThreeWays): Report {
  const sets = [ways.base, ways.theirs, ways.mine, ways.wanted];
  const ids = new Map(
    sets.flatMap(({ userAssigned }) => userAssigned.map((id) => [armKey(id), id] as const)),
  );
  const row = (name: Words, id: Words, has: (set: IdentitySet) => boolean) => [
    name,
    id,
    ...sets.map((set) => yesOrNo(has(set))),
  ];
  return {
    title: say("Identities of '{0}' as opened, in Azure and in your text", app),
    blocks: [
      {
        kind: 'paragraph',
        text: say('Nothing was sent. Save again to put your changes on top, or edit further.'),
      },
      {
        kind: 'table',
        head: [
          say('Identity'),
          say('Resource ID'),
          say('As opened'),
          say('In Azure now'),
          say('In your text'),
          say('Both together'),
        ],
        rows: [
          row(say('System-assigned'), '', ({ system }) => system),
          ...[...ids.values()].map((id) => row(nameOf(id), id, (set) => holds(set, id))),
        ],
      },
    ],
  };
}

function holds({ userAssigned }: IdentitySet, id: ArmId): boolean {
  return userAssigned.some((one) => armKey(one) === armKey(id));
}

function yesOrNo(has: boolean): Text {
  return has ? say('yes') : say('no');
}
