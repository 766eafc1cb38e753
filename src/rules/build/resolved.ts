import type { BuildFile, Dependency } from '../../source/build/build-file';
import type { ProjectFacts } from '../../source/build/project-facts';

/** The dependencies of a file, with the versions whose names only other build files explain. */
export function resolvedDependencies(
  { dependencies }: Pick<BuildFile, 'dependencies'>,
  { names }: ProjectFacts,
): readonly Dependency[] {
  return dependencies.map((one) => {
    const text = one.versionName === undefined ? undefined : names?.[one.versionName.text];
    if (one.versionName === undefined || text === undefined) return one;
    return { ...one, version: { text, span: one.versionName.span, shared: true, elsewhere: true } };
  });
}

/** What the names of versions stand for in a file: its own ones first, then those of the files above, the nearest first. */
export function namesFor(files: readonly BuildFile[]): Readonly<Record<string, string>> {
  const names: Record<string, string> = {};
  const builds = files.some(({ format }) => format === 'maven') ? mavenLine(files) : files;
  for (const file of builds) for (const [name, text] of Object.entries(file.names)) names[name] ??= text;
  return names;
}

/** A POM and its parents, as far as each one's parent is the next above: nobody else's properties count. */
function mavenLine(files: readonly BuildFile[]): readonly BuildFile[] {
  const poms = files.filter(({ format }) => format === 'maven');
  const line: BuildFile[] = [];
  let wanted: string | undefined;
  for (const pom of poms) {
    const isNext =
      line.length === 0 || (wanted !== undefined && (pom.artifact === undefined || pom.artifact === wanted));
    if (!isNext) continue;
    line.push(pom);
    wanted = pom.dependencies.find(({ use }) => use === 'parent')?.artifact.text;
  }
  return line;
}
