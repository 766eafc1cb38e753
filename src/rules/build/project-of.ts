import type { BuildFile } from '../../source/build/build-file';
import type { ProjectFacts } from '../../source/build/project-facts';
import { springBootIn, springCloudAzureIn } from './majors';
import { namesFor, resolvedDependencies } from './resolved';
import { isLegacyStarter } from './successors';

/**
 * What build files tell of the project of a file, the nearest one first: it decides, and those above add what it leaves open.
 * `isOwn` says that the nearest one is that of the file's own module; else the module may have another one that was not read.
 */
export function projectOf(read: readonly BuildFile[], isOwn: boolean): ProjectFacts {
  const names = namesFor(read);
  const files = read.map((file) => ({ ...file, dependencies: resolvedDependencies(file, { names }) }));
  const legacyStarter = legacyStarterIn(files, isOwn);
  const springBoot = firstOf(files, springBootIn);
  const springCloudAzure = firstOf(files, springCloudAzureIn);
  return {
    ...(legacyStarter !== undefined && { legacyStarter }),
    ...(springBoot !== undefined && { springBoot: springBoot.major }),
    ...(springBoot?.minor !== undefined && { springBootMinor: springBoot.minor }),
    ...(Object.keys(names).length > 0 && { names }),
    ...(springCloudAzure !== undefined && { springCloudAzure }),
  };
}

function firstOf<T>(files: readonly BuildFile[], majorIn: (file: BuildFile) => T | undefined): T | undefined {
  for (const [i, file] of files.entries()) {
    const major = majorIn(file);
    if (major !== undefined) return major;
    // Maven takes over only what the parent says, which need not be what lies above.
    if (file.format === 'maven' && !isChild(file, files.slice(i + 1))) return undefined;
  }
  return undefined;
}

/** `undefined` unless some build file has one, or all of them are known and none has. */
function legacyStarterIn(files: readonly BuildFile[], isOwn: boolean): boolean | undefined {
  const aliases = new Set(files.flatMap((file) => file.aliases));
  const isUsed = ({ format }: BuildFile, alias: string | undefined): boolean =>
    format !== 'catalog' || (alias !== undefined && aliases.has(alias));
  const used = files.flatMap((file) => file.dependencies.filter(({ alias }) => isUsed(file, alias)));
  if (used.some(isLegacyStarter)) return true;
  const known = new Set(
    files.flatMap(({ dependencies }) => dependencies.flatMap(({ alias }) => alias ?? [])),
  );
  const isWhole =
    isOwn &&
    files.some(({ format }) => format !== 'catalog') &&
    files.every((file, i) => !file.open && hasParent(file, files.slice(i + 1))) &&
    [...aliases].every((alias) => known.has(alias));
  return isWhole ? false : undefined;
}

/** Whether its parent is one of the build files above. */
function isChild(file: BuildFile, above: readonly BuildFile[]): boolean {
  return file.dependencies.some(({ use }) => use === 'parent') && hasParent(file, above);
}

/** A parent is Spring Boot's own, or one of the build files above. */
function hasParent({ dependencies }: BuildFile, above: readonly BuildFile[]): boolean {
  return dependencies
    .filter(({ use }) => use === 'parent')
    .every(
      ({ group, artifact }) =>
        group.text === 'org.springframework.boot' ||
        above.some((file) => file.artifact !== undefined && file.artifact === artifact.text),
    );
}
