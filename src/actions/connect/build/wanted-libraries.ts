import { springBootIn, springCloudAzureIn, type BootVersion } from '../../../rules/build/majors';
import {
  azureSdkBomFor,
  recentAzureIdentity,
  springCloudAzureFor,
} from '../../../rules/build/recent-versions';
import { namesFor, resolvedDependencies } from '../../../rules/build/resolved';
import type { BuildFile, Dependency } from '../../../source/build/build-file';
import type { Library, VersionSource } from '../recipe';

/** What build files say of a project: the nearest one first, then those above it and the catalog. */
export interface Build {
  readonly dependencies: readonly Dependency[];
  /** Entries of the catalog that scripts use. */
  readonly aliases: ReadonlySet<string>;
  readonly boot?: BootVersion;
  /** Set where Spring Boot has a version and gives none to libraries: a plugin without its platform. */
  readonly bootPlatform?: string;
  /** Major version of Spring Cloud Azure, where the project has it. */
  readonly springCloudAzure?: number;
}

export function buildOf(files: readonly BuildFile[]): Build {
  const names = namesFor(files);
  const dependencies = files.flatMap((file) => resolvedDependencies(file, { names }));
  const boot = springBootIn({ dependencies });
  const springCloudAzure = springCloudAzureIn({ dependencies });
  return {
    dependencies,
    aliases: new Set(files.flatMap(({ aliases }) => aliases)),
    ...(boot !== undefined && { boot }),
    ...(springCloudAzure !== undefined && { springCloudAzure }),
    ...bootPlatformOf(files, dependencies),
  };
}

/** In doubt (an expression, another script) Spring Boot is taken to give libraries their versions, as its templates do. */
function bootPlatformOf(
  files: readonly BuildFile[],
  dependencies: readonly Dependency[],
): Pick<Build, 'bootPlatform'> {
  const gives = dependencies.some(
    ({ use, group, artifact }) =>
      (use === 'parent' && group.text === 'org.springframework.boot') ||
      (use !== 'library' && artifact.text === 'spring-boot-dependencies') ||
      artifact.text === 'io.spring.dependency-management',
  );
  const version = dependencies.find(({ group }) => group.text === 'org.springframework.boot')?.version?.text;
  const isOpen = files.some(
    ({ open, dependencies: some }) => open || some.some(({ use }) => use === 'parent'),
  );
  return gives || isOpen || version === undefined ? {} : { bootPlatform: version };
}

/** A library as it is to be written, or a platform that gives others their versions. */
export interface WantedLibrary {
  readonly group: string;
  readonly artifact: string;
  readonly use: 'library' | 'bom';
  /** Absent where a platform gives it. */
  readonly version?: string;
  readonly runtime?: true;
}

/**
 * What is to be added so that the project has the libraries: none that it has already, none that another one brings, and no platform
 * where one is there.
 */
export function wantedLibraries(build: Build, libraries: readonly Library[]): readonly WantedLibrary[] {
  const missing = libraries.filter((one) => !has(build, one));
  const platforms = new Map<string, WantedLibrary>();
  const bringsPlatform = missing.some(
    (one) => one.from === 'springCloudAzure' && !isManaged(build, one) && versionBeside(build) === undefined,
  );
  // Of the SDK's libraries azure-identity is the one that may come alone.
  const isAlone = missing.every(({ from, artifact }) => from !== 'azureSdk' || artifact === 'azure-identity');
  const versionFor = (library: Library): VersionFrom => {
    if (library.from === 'springBoot') return versionByBoot(build, library);
    if (isManaged(build, library)) return {};
    if (library.from === 'springCloudAzure') {
      const version = versionBeside(build);
      return version === undefined ? { platform: springPlatform(build) } : { version };
    }
    if (bringsPlatform) return {};
    return isAlone ? { version: recentAzureIdentity } : { platform: sdkPlatform(build) };
  };
  const wanted = missing.map((library): WantedLibrary => {
    const { version, platform } = versionFor(library);
    if (platform !== undefined) platforms.set(platform.artifact, platform);
    const { group, artifact, runtime } = library;
    return {
      group,
      artifact,
      use: 'library',
      ...(version !== undefined && { version }),
      ...(runtime && { runtime }),
    };
  });
  return [...platforms.values(), ...wanted];
}

function has(build: Build, { group, artifact, broughtBy = [] }: Library): boolean {
  return [artifact, ...broughtBy].some((name) =>
    build.dependencies.some(
      (one) =>
        one.use === 'library' &&
        one.artifact.text === name &&
        (one.group.text === group || broughtBy.includes(name)) &&
        (one.alias === undefined || build.aliases.has(one.alias)),
    ),
  );
}

interface VersionFrom {
  readonly version?: string;
  readonly platform?: WantedLibrary;
}

function versionByBoot({ boot, bootPlatform }: Build, { version }: Library): VersionFrom {
  if (boot === undefined) return version === undefined ? {} : { version };
  if (bootPlatform === undefined) return {};
  const platform = { group: 'org.springframework.boot', artifact: 'spring-boot-dependencies' };
  return { platform: { ...platform, use: 'bom', version: bootPlatform } };
}

/** The BOM of Spring Cloud Azure takes in that of the SDK. */
const platformsOf: Readonly<Record<Exclude<VersionSource, 'springBoot'>, readonly string[]>> = {
  springCloudAzure: ['spring-cloud-azure-dependencies'],
  azureSdk: ['azure-sdk-bom', 'spring-cloud-azure-dependencies'],
};

function isManaged({ dependencies, aliases }: Build, { group, artifact, from }: Library): boolean {
  const platforms = from === 'springBoot' ? [] : platformsOf[from];
  return dependencies.some(({ use, artifact: { text }, group: { text: owner }, alias }) => {
    if (use === 'managed') return owner === group && text === artifact;
    const isPlatform = use === 'bom' || (alias !== undefined && aliases.has(alias));
    return isPlatform && platforms.includes(text);
  });
}

/** The version that a starter of the project has by itself. */
function versionBeside({ dependencies }: Build): string | undefined {
  const [known] = dependencies.filter(
    ({ artifact, use, version, alias }) =>
      use === 'library' &&
      alias === undefined &&
      artifact.text.startsWith('spring-cloud-azure-') &&
      version !== undefined,
  );
  return known?.version?.text;
}

function springPlatform({ boot }: Build): WantedLibrary {
  const version = boot === undefined ? undefined : springCloudAzureFor(boot.major, boot.minor);
  return {
    group: 'com.azure.spring',
    artifact: 'spring-cloud-azure-dependencies',
    use: 'bom',
    ...(version !== undefined && { version }),
  };
}

function sdkPlatform({ boot }: Build): WantedLibrary {
  return { group: 'com.azure', artifact: 'azure-sdk-bom', use: 'bom', version: azureSdkBomFor(boot?.major) };
}
