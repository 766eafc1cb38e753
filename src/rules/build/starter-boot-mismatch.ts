import type { BuildFile } from '../../source/build/build-file';
import type { SubjectRule } from '../rule';
import { isSpringCloudAzure, majorOf, springBootIn } from './majors';
import { springCloudAzureFor } from './recent-versions';
import { versionEdits } from './version-edits';

export const starterBootMismatch: SubjectRule<'build'> = {
  id: 'MI304',
  name: 'starter-boot-mismatch',
  title: 'A version of Spring Cloud Azure is made for another version of Spring Boot.',
  severity: 'warning',
  subject: 'build',
  literals: ['spring-cloud-azure'],
  *check(file, { project }) {
    const springBoot = springBootIn(file) ?? project.springBoot;
    if (springBoot === undefined) return;
    const seen = new Set<number>();
    for (const one of mismatched(file, springBoot)) {
      const { version } = one;
      // Several may have one version by its name.
      if (version === undefined || seen.has(version.span.start)) continue;
      seen.add(version.span.start);
      const right = springCloudAzureFor(springBoot);
      const same = mismatched(file, springBoot).filter((other) => other.version?.text === version.text);
      const edits = right === undefined ? [] : versionEdits(file, same, right);
      yield {
        span: version.span,
        message: `Spring Cloud Azure ${version.text} is made for Spring Boot ${majorOf(version) === 4 ? 2 : 3}, and this project has Spring Boot ${springBoot}: it may not start.`,
        fixes:
          right === undefined || edits.length === 0
            ? []
            : [{ kind: 'edit', title: `Use Spring Cloud Azure ${right}`, safe: false, edits }],
      };
    }
  },
};

function mismatched({ dependencies }: BuildFile, springBoot: number) {
  return dependencies.filter((one) => {
    if (!isSpringCloudAzure(one)) return false;
    const major = majorOf(one.version);
    return (major === 4 && springBoot > 2) || (major === 5 && springBoot < 3);
  });
}
