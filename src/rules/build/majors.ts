import type { BuildFile, Dependency, Version } from '../../source/build/build-file';
import { springGroup } from './successors';

/** The first number of a version; `undefined` when it begins with something else. */
export function majorOf(version: Version | undefined): number | undefined {
  const match = /^(\d+)(?:\.|$)/.exec(version?.text ?? '');
  return match === null ? undefined : Number(match[1]);
}

/** A version of Spring Boot as far as it decides what fits. */
export interface BootVersion {
  readonly major: number;
  /** Absent where the file says several, or none. */
  readonly minor?: number;
}

/** The version of Spring Boot, where all that the file says of it has one first number. */
export function springBootIn({ dependencies }: Pick<BuildFile, 'dependencies'>): BootVersion | undefined {
  const found = dependencies
    .filter(({ group }) => group.text === 'org.springframework.boot')
    .flatMap(({ version }) => {
      const match = /^(\d+)(?:\.(\d+))?(?:\.|$)/.exec(version?.text ?? '');
      return match === null ? [] : [{ major: match[1], minor: match[2] }];
    });
  const majors = new Set(found.map(({ major }) => major));
  const minors = new Set(found.map(({ minor }) => minor));
  const [major] = majors;
  const [minor] = minors;
  if (major === undefined || majors.size > 1) return undefined;
  return { major: Number(major), ...(minor !== undefined && minors.size === 1 && { minor: Number(minor) }) };
}

/** Libraries of Spring Cloud Azure, whose version is that of the whole. */
export function isSpringCloudAzure({ group, artifact, use }: Dependency): boolean {
  return group.text === springGroup && use !== 'plugin' && artifact.text.startsWith('spring-cloud-azure-');
}

export function springCloudAzureIn({ dependencies }: Pick<BuildFile, 'dependencies'>): number | undefined {
  const majors = dependencies.filter(isSpringCloudAzure).flatMap(({ version }) => majorOf(version) ?? []);
  return new Set(majors).size === 1 ? majors[0] : undefined;
}
