import type { InfraFile } from './infra-file';
import { Names, type FindElsewhere } from './names';
import type { Value } from './value';

/** A name that another file gives a value, as plain data. */
export interface NameElsewhere {
  /** Where the names in the value mean something: the folder of a Terraform module, a Bicep file. */
  readonly scope: string;
  readonly name: string;
  readonly value: Value;
  readonly path: string;
}

/** Finds names for one file, in the scope of its own module. */
export function findElsewhere(
  known: readonly NameElsewhere[],
  { path, scope }: { readonly path: string; readonly scope: string },
): FindElsewhere {
  const scopes = new Map<string, Names>();
  const paths = new Map<string, string>();
  for (const one of known) {
    const names = scopes.get(one.scope) ?? new Names(undefined, (name) => find(one.scope, name));
    scopes.set(one.scope, names);
    // What a file says itself is found there; of several others the first one counts.
    const key = `${one.scope}\n${one.name}`;
    if (paths.has(key)) continue;
    paths.set(key, one.path);
    names.set(one.name, one.value);
  }
  const find = (inScope: string, name: string) => {
    // A link to a name of another scope: `\nscope\nname`.
    const [, other, inner] = name.startsWith('\n') ? name.split('\n') : [];
    return other === undefined || inner === undefined || other === inScope ? undefined : found(other, inner);
  };
  const found = (inScope: string, name: string) => {
    const names = scopes.get(inScope);
    const thing = names?.find(name);
    if (thing === undefined) return undefined;
    const from = thing.path ?? paths.get(`${inScope}\n${name}`);
    return from === undefined || from === path
      ? { value: thing.value, names: thing.names }
      : { ...thing, path: from };
  };
  return (name) => found(scope, name);
}

/** What a value for a variable is called that takes the place of its default, wherever that stands. */
export function givenName(variable: string): string {
  return `given ${variable}`;
}

/** Where names of a file mean something. */
export function scopeOf({ language }: Pick<InfraFile, 'language'>, path: string): string {
  return language === 'terraform' ? folderOf(path) : path;
}

export function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}
