import { Failure } from '../../lifecycle/failure';
import { say } from '../../lifecycle/text';

/**
 * Reading answers of Azure: everything is checked here, at the edge. Fields we do not know are welcome; an essential
 * one that is missing or of another type is an error that names its path.
 */
export type Json = Readonly<Record<string, unknown>>;

/** An answer did not have the promised shape. */
export class ShapeError extends Failure {
  /** `it has no object at 'app.identity'`, of whatever was read. */
  readonly lack: string;

  constructor(path: string, expected: string) {
    super({
      code: 'unavailable',
      what: say('Azure answered in a form that is not known.'),
      why: say("Its answer has no {0} at '{1}'.", expected, path),
      remedy: say('Try again in a moment. A proxy or a gateway may have answered in its place.'),
      action: 'retry',
    });
    this.name = 'ShapeError';
    this.lack = `it has no ${expected} at '${path}'`;
  }
}

export function asObject(value: unknown, path: string): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new ShapeError(path, 'object');
  return value as Json;
}

export function asArray(value: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new ShapeError(path, 'list');
  return value;
}

/** An object, or an empty one where Azure says `null` or nothing. */
export function objectOr(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

export function needText(from: Json, field: string, path: string): string {
  const value = from[field];
  if (typeof value !== 'string' || value === '') throw new ShapeError(`${path}.${field}`, 'text');
  return value;
}

/** What every resource of Azure has. */
export function idAndName(from: Json, path: string): { readonly id: string; readonly name: string } {
  return { id: needText(from, 'id', path), name: needText(from, 'name', path) };
}

/** A text that may be absent; empty and `null` count as absent. */
export function text(from: Json, field: string): string | undefined {
  const value = from[field];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** One copy of texts that repeat ten thousand times: regions, states, tenants. */
export class Interned {
  readonly #known = new Map<string, string>();

  of(value: string): string {
    const known = this.#known.get(value);
    if (known !== undefined) return known;
    // A runaway vocabulary is no vocabulary; from there on texts are kept as they come.
    if (this.#known.size < 10_000) this.#known.set(value, value);
    return value;
  }
}

/** The `value` of a list answer. */
export function valueOf(page: unknown): readonly unknown[] {
  return asArray(asObject(page, 'list')['value'], 'list.value');
}
