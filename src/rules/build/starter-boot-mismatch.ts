import { say } from '../../lifecycle/text';
import type { ProjectFacts } from '../../source/build/project-facts';
import type { SubjectRule } from '../rule';
import { isSpringCloudAzure, majorOf, springBootIn, type BootVersion } from './majors';
import { springCloudAzureFor } from './recent-versions';
import { resolvedDependencies } from './resolved';
import { Versions } from './versions';

export const starterBootMismatch: SubjectRule<'build'> = {
  id: 'MI304',
  name: 'starter-boot-mismatch',
  title: say('A version of Spring Cloud Azure is made for another version of Spring Boot.'),
  severity: 'warning',
  subject: 'build',
  literals: ['spring-cloud-azure'],
  *check(file, { project }) {
    const dependencies = resolvedDependencies(file, project);
    const springBoot = springBootIn({ dependencies }) ?? bootOf(project);
    if (springBoot === undefined) return;
    const right = springCloudAzureFor(springBoot.major, springBoot.minor);
    const wrong = dependencies.filter(
      (one) => isSpringCloudAzure(one) && !mayFit(majorOf(one.version), springBoot),
    );
    const edits = right === undefined ? [] : new Versions({ dependencies }).change(new Set(wrong), right);
    const seen = new Set<number>();
    for (const { version } of wrong) {
      // Several may have one version by its name.
      if (version === undefined || seen.has(version.span.start)) continue;
      seen.add(version.span.start);
      yield {
        span: version.span,
        message: say(
          'Spring Cloud Azure {0} is made for Spring Boot {1}, and this project has Spring Boot {2}: it may not start.',
          version.text,
          madeFor.get(majorOf(version) ?? 0) ?? '',
          [springBoot.major, ...(springBoot.minor === undefined ? [] : [springBoot.minor])].join('.'),
        ),
        fixes:
          right === undefined || edits.length === 0
            ? []
            : [{ kind: 'edit', title: say('Use Spring Cloud Azure {0}', right), safe: false, edits }],
      };
    }
  },
};

/** The versions of Spring Boot that each major version of Spring Cloud Azure is made for. Source: its mapping of versions. */
const madeFor: ReadonlyMap<number, string> = new Map([
  [4, '2'],
  [5, '3'],
  [6, '3.5'],
  [7, '4'],
]);

/** Newer major versions, and what is not known, may fit. */
function mayFit(major: number | undefined, { major: boot, minor }: BootVersion): boolean {
  switch (major) {
    case 4:
      return boot === 2;
    case 5:
      return boot === 3;
    case 6:
      return boot === 3 && (minor === undefined || minor >= 5);
    case 7:
      return boot >= 4;
    default:
      return true;
  }
}

function bootOf({ springBoot, springBootMinor }: ProjectFacts): BootVersion | undefined {
  if (springBoot === undefined) return undefined;
  return { major: springBoot, ...(springBootMinor !== undefined && { minor: springBootMinor }) };
}
