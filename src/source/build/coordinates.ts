import type { Dependency, Piece } from './build-file';
import { nameReferredTo, type LiteralNames } from './literal-names';

/** The part of a dependency that its coordinates tell. */
export type Coordinates = Pick<Dependency, 'group' | 'artifact' | 'version' | 'versionName'>;

/**
 * `group:artifact:version`, with or without the version; classifier and extension are passed over. `undefined` for anything
 * else, and where group or artifact are not literal.
 */
export function coordinatesIn({ text, span }: Piece, names: LiteralNames): Coordinates | undefined {
  const [group, artifact, version] = partsOf(text).map(([from, to]) => ({
    text: text.slice(from, to),
    span: { start: span.start + from, end: span.start + to },
  }));
  if (group === undefined || artifact === undefined || !isName(group) || !isName(artifact)) return undefined;
  return coordinates(
    group,
    artifact,
    version === undefined || version.text === '' ? undefined : version,
    names,
  );
}

/** Whether a text names a library, as `com.azure:azure-identity:1.5.0`; nothing else is written with such a group and two colons. */
export function isNotation(text: string, mayLackVersion = false): boolean {
  const [, version] = /^(?:[\w-]{1,80}\.)[\w.-]{1,80}:[\w.-]{1,80}(:[\w.${}-]{1,160})?$/.exec(text) ?? [];
  return version !== undefined || (mayLackVersion && /^[\w-]{1,80}\.[\w.-]{1,80}:[\w.-]{1,80}:?$/.test(text));
}

/** `version` as written: a literal, or a name that may stand for one. */
export function coordinates(
  group: Piece,
  artifact: Piece,
  version: Piece | undefined,
  names: LiteralNames,
): Coordinates {
  return { group, artifact, ...versionOf(version, names) };
}

/** A version as written: the literal it is or stands for here, or the name that stands for it elsewhere. */
export function versionOf(
  written: Piece | undefined,
  names: LiteralNames,
): Pick<Dependency, 'version' | 'versionName'> {
  if (written === undefined) return {};
  const version = names.version(written);
  if (version !== undefined) return { version };
  const name = nameReferredTo(written.text);
  return name === undefined || names.has(name) ? {} : { versionName: { text: name, span: written.span } };
}

function isName({ text }: Piece): boolean {
  return /^[\w.-]+$/.test(text);
}

/** The places between colons up to an `@`; colons within `${...}` do not separate. */
function partsOf(text: string): readonly (readonly [number, number])[] {
  const parts: [number, number][] = [];
  let [start, open] = [0, 0];
  for (let at = 0; at <= text.length; at++) {
    const letter = text[at];
    if (letter === '{') open++;
    else if (letter === '}') open--;
    if (at < text.length && (open > 0 || (letter !== ':' && letter !== '@'))) continue;
    parts.push([start, at]);
    start = at + 1;
    if (letter === '@') break;
  }
  return parts;
}
