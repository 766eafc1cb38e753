import type { BuildFile, Dependency } from '../../source/build/build-file';
import type { TextEdit } from '../../source/span';

/** The versions of a build file, each with the dependencies that have it from one place. */
export class Versions {
  readonly #users = new Map<number, Dependency[]>();

  constructor({ dependencies }: Pick<BuildFile, 'dependencies'>) {
    for (const one of dependencies) {
      if (one.version === undefined) continue;
      const users = this.#users.get(one.version.span.start) ?? [];
      this.#users.set(one.version.span.start, users);
      users.push(one);
    }
  }

  /**
   * Gives dependencies another version, wherever the file has it. A literal that others use as well stays as it is: for them it
   * is right.
   */
  change(changed: ReadonlySet<Dependency>, version: string): readonly TextEdit[] {
    const edits = new Map<number, TextEdit>();
    for (const { version: old } of changed) {
      if (old === undefined || edits.has(old.span.start)) continue;
      const users = this.#users.get(old.span.start) ?? [];
      if (old.elsewhere !== true && users.every((one) => changed.has(one)))
        edits.set(old.span.start, { span: old.span, text: version });
    }
    return [...edits.values()];
  }
}
