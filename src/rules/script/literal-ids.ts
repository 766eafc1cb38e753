import type { ScriptFile } from '../../source/script/script-file';
import type { Finding } from '../finding';
import { classGivenId, isIdentityClientId, wrongIdAt, type IdPlace } from '../given-id';
import { namedWords, type NamedWord } from './named-words';

/** What `--user-assigned` takes beside resource IDs. */
const switches = /^(?:disable|enable|true|false|system)$/i;

/** Literals that commands give where another kind of ID is wanted: their form shows it. */
export function* misplacedLiterals(file: ScriptFile): Iterable<Finding> {
  for (const use of namedWords(file)) {
    const { value } = use;
    const place = value.literal === undefined ? undefined : placeOf(use);
    if (value.literal === undefined || place === undefined || switches.test(value.literal)) continue;
    const message = wrongIdAt(classGivenId(value.literal), place);
    if (message !== undefined) yield { span: value.span, message, fixes: [] };
  }
}

function placeOf({ by, name, line }: NamedWord): IdPlace | undefined {
  const command = (line?.names ?? []).map(({ literal }) => literal ?? '?').join(' ');
  if (!/^az spring(?:-cloud)? app\b/.test(command)) return undefined;
  if (by === 'setting') return isIdentityClientId(name) ? 'clientId' : undefined;
  return by === 'flag' && name === '--user-assigned' ? 'resourceId' : undefined;
}
