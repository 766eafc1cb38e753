import type { JvmNode, JvmText } from '../../source/jvm/jvm-file';
import type { Span } from '../../source/span';
import { hole, textOf, wholeText } from './constants';
import { flowOf } from './flow';
import { namingsIn, outermost } from './jdbc-setting';
import { functionAround, referencesOf, type JvmIndex } from './jvm-index';

/** A JDBC URL of SQL Server that asks for a token of a managed identity. */
export interface MsiUrl {
  readonly text: JvmText;
  /** The whole text, of which `text` may be a part. */
  readonly whole: JvmNode;
  /** `authentication=...`, as far as it stands in the literal as it is. */
  readonly span: Span;
  /** Whether it says which identity, or may say so in a part that is not to be seen. */
  readonly named: boolean;
}

const authentication = /authentication\s*=\s*(?:ActiveDirectoryMSI|ActiveDirectoryManagedIdentity)(?![a-z])/i;
const naming = /^\s*(?:user|username|msiclientid)\s*=/i;

/** The URLs of a file, and whether they, or the code that is given them, name an identity. */
export function msiUrls(index: JvmIndex): readonly MsiUrl[] {
  return index.texts.flatMap((text) => {
    const match = authentication.exec(text.value);
    if (match === null) return [];
    const whole = wholeText(text);
    const url = textOf(index, whole);
    if (!url.toLowerCase().includes('jdbc:sqlserver:')) return [];
    const start = text.content.start + match.index;
    const span = text.plain ? { start, end: start + match[0].length } : text.span;
    const isNamed = url.split(';').some((part) => naming.test(part) || part.trim().startsWith(hole));
    return [{ text, whole, span, named: isNamed || isNamedBeside(index, whole) }];
  });
}

/** Whether a function that has the URL, or is given it, names a user or a client ID as well. */
function isNamedBeside(index: JvmIndex, whole: JvmNode): boolean {
  const { uses, kept } = flowOf(index, whole, { passes: () => false, joins: true });
  const places = [
    whole,
    ...uses.map(({ by }) => by),
    ...[...kept].flatMap((one) => referencesOf(index, one)),
  ];
  const homes = new Set<JvmNode>(places.map((place) => functionAround(place) ?? outermost(place)));
  return namingsIn(index).some((one) => homes.has(functionAround(one) ?? outermost(one)));
}
