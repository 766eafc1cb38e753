import type { ScriptFile } from '../../source/script/script-file';
import { contentOf, pathOf } from '../../source/script/words/words';
import type { Span } from '../../source/span';
import type { Finding } from '../finding';
import {
  classGivenId,
  classGivenVariable,
  isIdentityClientId,
  wrongIdAt,
  type GivenId,
  type IdPlace,
} from '../given-id';
import { namedWords, type NamedWord } from './named-words';
import { asVariable, isForApp } from './variables';

/** What `--user-assigned` takes beside resource IDs. */
const switches = /^(?:disable|enable|true|false|system)$/i;

/** Literals that commands give where another kind of ID is wanted: their form shows it. */
export function* misplacedLiterals(file: ScriptFile): Iterable<Finding> {
  for (const use of namedWords(file)) {
    const { literal, span } = use.value;
    const place = placeInSpringApp(use);
    if (place === undefined) yield* inVariable(use);
    else if (literal !== undefined && !switches.test(literal))
      yield* misplaced(span, classGivenId(literal), place);
  }
}

function* misplaced(span: Span, given: GivenId, place: IdPlace): Iterable<Finding> {
  const message = wrongIdAt(given, place);
  if (message !== undefined) yield { span, message, fixes: [] };
}

function placeInSpringApp({ by, name, line }: NamedWord): IdPlace | undefined {
  if (!/^az spring(?:-cloud)? app\b/.test(pathOf(line))) return undefined;
  if (by === 'setting') return isIdentityClientId(name) ? 'clientId' : undefined;
  return by === 'flag' && name === '--user-assigned' ? 'resourceId' : undefined;
}

/** What another command, or the environment of a workflow, gives as the client ID of an identity. */
function* inVariable(use: NamedWord): Iterable<Finding> {
  const { name, value } = asVariable(use);
  const isGiven = use.by === 'environment' || isForApp(asVariable(use));
  if (value.literal === undefined || !isGiven || !isIdentityClientId(name)) return;
  // A name may be a gap that somebody fills in before it is used.
  for (const one of misplaced(contentOf(value), classGivenVariable(value.literal), 'clientId'))
    yield { ...one, severity: 'warning' };
}
