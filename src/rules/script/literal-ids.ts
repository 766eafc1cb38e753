import type { ScriptFile } from '../../source/script/script-file';
import { pathOf } from '../../source/script/words/command-line';
import { contentOf } from '../../source/script/words/words';
import type { Span } from '../../source/span';
import type { Finding } from '../finding';
import {
  classGivenId,
  classGivenVariable,
  isIdentityClientId,
  mayBeGap,
  wrongIdAt,
  type GivenId,
  type IdPlace,
} from '../given-id';
import { namedWords, type NamedWord } from './named-words';
import { asVariable, isForApp, pairsOfCharts } from './variables';

/** What `--user-assigned` takes beside resource IDs. */
const switches = /^(?:disable|enable|true|false|system)$/i;

/** Literals that commands give where another kind of ID is wanted: their form shows it. */
export function* misplacedLiterals(file: ScriptFile): Iterable<Finding> {
  for (const use of namedWords(file)) {
    const { literal, span } = use.value;
    if (isForUserAssigned(use)) {
      const isId = literal !== undefined && !switches.test(literal);
      if (isId) yield* misplaced(span, classGivenId(literal), 'resourceId');
    } else yield* inVariable(use);
  }
  for (const pair of pairsOfCharts(file)) yield* inVariable(pair);
}

function* misplaced(span: Span, given: GivenId, place: IdPlace): Iterable<Finding> {
  const message = wrongIdAt(given, place);
  if (message !== undefined) yield { span, message, fixes: [] };
}

function isForUserAssigned({ by, name, line }: NamedWord): boolean {
  return by === 'flag' && name === '--user-assigned' && /^az spring(?:-cloud)? app\b/.test(pathOf(line));
}

/** What a command, a script or the environment of a workflow gives as the client ID of an identity, or gives where a value is missing. */
function* inVariable(use: NamedWord): Iterable<Finding> {
  const { name, value } = asVariable(use);
  if (!isIdentityClientId(name) || !isSeen(use)) return;
  const [only, ...others] = value.parts;
  const given = only?.kind === 'unknown' && others.length === 0 ? (only.fallback?.value ?? value) : value;
  const { literal } = given;
  if (literal === undefined) return;
  const kind = classGivenVariable(literal);
  for (const one of misplaced(contentOf(given), kind, 'clientId'))
    yield { ...one, ...(mayBeGap(kind, literal) && { severity: 'warning' }) };
}

/** Whether an app sees the variable, or programs that the script or pipeline starts do. */
function isSeen(use: NamedWord): boolean {
  if (use.by === 'assignment') return use.exported === true;
  return use.by === 'environment' || isForApp(asVariable(use));
}
