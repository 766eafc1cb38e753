import type { BuildFile, Dependency } from '../../source/build/build-file';
import type { TextEdit } from '../../source/span';

/**
 * Gives dependencies another version, wherever the file has it. A literal that others use as well stays as it is: for them it is
 * right.
 */
export function versionEdits(
  { dependencies }: Pick<BuildFile, 'dependencies'>,
  changed: readonly Dependency[],
  version: string,
): readonly TextEdit[] {
  const edits = new Map<number, TextEdit>();
  for (const { version: old } of changed) {
    if (old === undefined) continue;
    const users = dependencies.filter((one) => one.version?.span.start === old.span.start);
    if (users.every((one) => changed.includes(one)))
      edits.set(old.span.start, { span: old.span, text: version });
  }
  return [...edits.values()];
}
