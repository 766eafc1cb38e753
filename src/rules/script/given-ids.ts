import type { ScriptFile } from '../../source/script/script-file';
import { commandLine } from '../../source/script/words/command-line';
import { plainName } from '../plain-name';
import { chosenId, type ChosenId, type IdKind } from './chosen-id';
import { namedWords, type NamedWord } from './named-words';
import { wantedId, wantsPrincipal } from './wanted-id';

/** An ID of an identity, given where another one of its IDs is wanted. */
export interface MisplacedId {
  readonly use: NamedWord;
  readonly wanted: IdKind;
  readonly given: ChosenId;
}

/**
 * Each ID that a script takes and puts in a wrong place, once: where it leaves the script, or else where it gets the wrong
 * name.
 */
export function misplacedIds(file: ScriptFile): readonly MisplacedId[] {
  const ids = known.get(file) ?? findMisplaced(file);
  known.set(file, ids);
  return ids;
}

/** Several rules ask for the same. */
const known = new WeakMap<ScriptFile, readonly MisplacedId[]>();

function findMisplaced(file: ScriptFile): readonly MisplacedId[] {
  const found = new Map<number, MisplacedId[]>();
  for (const use of namedWords(file)) {
    const wanted = use.by === 'argument' ? undefined : wantedId(use);
    const given = wanted === undefined ? undefined : chosenId(file, use.script, use.value);
    if (wanted === undefined || given === undefined || given.kind === wanted) continue;
    if (isNamedOnly(use) && isForPrincipal(file, use)) continue;
    const before = found.get(given.at.start) ?? [];
    const one = { use, wanted, given };
    found.set(given.at.start, together(before, one));
  }
  return [...found.values()].flat().sort((a, b) => a.use.value.span.start - b.use.value.span.start);
}

/** What is told of one choice: every place where it leaves the script, each once on its way; or else the first wrong name. */
function together(before: readonly MisplacedId[], one: MisplacedId): MisplacedId[] {
  const isPassedOn = one.use.value.parts.some(
    (part) =>
      part.kind === 'variable' && before.some(({ use }) => plainName(use.name) === plainName(part.key)),
  );
  if (before.every(({ use }) => isNamedOnly(use)))
    return isNamedOnly(one.use) ? [...before, one].slice(0, 1) : [one];
  return isPassedOn || isNamedOnly(one.use) ? [...before] : [...before, one];
}

/** A variable that no program sees: what counts is where it is used. */
function isNamedOnly({ by, exported }: NamedWord): boolean {
  return by === 'assignment' && exported !== true;
}

/** Whether a variable is handed to what wants a principal ID, so that only its name is misleading. */
function isForPrincipal(file: ScriptFile, { value, script }: NamedWord): boolean {
  const key = script.assignments.find((one) => one.value === value)?.key;
  if (key === undefined) return false;
  return file.scripts.some(({ commands }) =>
    commands.some(({ words }) =>
      commandLine(words).flags.some(
        (flag) =>
          wantsPrincipal(flag) &&
          flag.values.some(({ parts }) => parts.some((part) => part.kind === 'variable' && part.key === key)),
      ),
    ),
  );
}
