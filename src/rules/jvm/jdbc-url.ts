import type { JvmNode, JvmText } from '../../source/jvm/jvm-file';
import type { Span } from '../../source/span';
import { hole, textOf, wholeText } from './constants';
import type { JvmIndex } from './jvm-index';

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

/** Calls and keys of properties that give the driver a user or a client ID beside the URL. */
const namingCalls = new Set(['setUser', 'setUsername', 'username', 'user', 'setMSIClientId']);
const namingKeys = new Set(['user', 'username', 'msiclientid']);

export function msiUrls(index: JvmIndex): readonly MsiUrl[] {
  const isNamedBeside =
    index.calls.some(({ name }) => namingCalls.has(name)) ||
    index.texts.some(({ value }) => namingKeys.has(value.toLowerCase()));
  return index.texts.flatMap((text) => {
    const match = authentication.exec(text.value);
    if (match === null) return [];
    const whole = wholeText(text);
    const url = textOf(index, whole);
    if (!url.toLowerCase().includes('jdbc:sqlserver:')) return [];
    const start = text.content.start + match.index;
    const span = text.plain ? { start, end: start + match[0].length } : text.span;
    const named =
      isNamedBeside || url.split(';').some((part) => naming.test(part) || part.trim().startsWith(hole));
    return [{ text, whole, span, named }];
  });
}
