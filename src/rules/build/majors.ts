import type { BuildFile, Dependency, Version } from '../../source/build/build-file';
import { springGroup } from './successors';

/** The first number of a version; `undefined` when it begins with something else. */
export function majorOf(version: Version | undefined): number | undefined {
  const match = /^(\d+)(?:\.|$)/.exec(version?.text ?? '');
  return match === null ? undefined : Number(match[1]);
}

/** The major version of Spring Boot, where all that the file says of it is one. */
export function springBootIn({ dependencies }: Pick<BuildFile, 'dependencies'>): number | undefined {
  const majors = dependencies
    .filter(({ group }) => group.text === 'org.springframework.boot')
    .flatMap(({ version }) => majorOf(version) ?? []);
  return new Set(majors).size === 1 ? majors[0] : undefined;
}

/** Libraries of Spring Cloud Azure, whose version is that of the whole. */
export function isSpringCloudAzure({ group, artifact, use }: Dependency): boolean {
  return group.text === springGroup && use !== 'plugin' && artifact.text.startsWith('spring-cloud-azure-');
}

export function springCloudAzureIn({ dependencies }: Pick<BuildFile, 'dependencies'>): number | undefined {
  const majors = dependencies.filter(isSpringCloudAzure).flatMap(({ version }) => majorOf(version) ?? []);
  return new Set(majors).size === 1 ? majors[0] : undefined;
}
