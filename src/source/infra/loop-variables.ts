import type { ReferenceValue, Value } from './value';

/** Variables of the loops and lambdas around what is read. */
export class LoopVariables {
  readonly #around: { readonly variable: string; readonly of: readonly string[] | undefined }[] = [];

  /** Reads what lies in a loop. `of` is the list that the variables at `one` go over; the others are keys and indexes. */
  within<T>(variables: readonly string[], one: number, of: Value | undefined, read: () => T): T {
    const path = of?.kind === 'reference' ? of.path : undefined;
    for (const [i, variable] of variables.entries())
      this.#around.push({ variable, of: i === one ? path : undefined });
    const value = read();
    this.#around.length -= variables.length;
    return value;
  }

  /**
   * What a name stands for: a member of a variable is that member of each thing in the list, as far as the list has a name.
   * `undefined` where that is not known.
   */
  resolve(reference: ReferenceValue): ReferenceValue | undefined {
    const [head, ...rest] = reference.path;
    const loop = this.#around.findLast(({ variable }) => variable === head);
    if (loop === undefined) return reference;
    if (loop.of === undefined || rest.length === 0) return undefined;
    return { ...reference, path: [...loop.of, ...rest] };
  }
}
