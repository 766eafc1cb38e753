import { say } from '../../lifecycle/text';
import type { BuildFile } from '../../source/build/build-file';
import type { SubjectRule } from '../rule';
import { isSpringCloudAzure, majorOf, springBootIn } from './majors';
import { springCloudAzureFor } from './recent-versions';
import { Versions } from './versions';

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
    const right = springCloudAzureFor(springBoot);
    const wrong = mismatched(file, springBoot);
    const edits = right === undefined ? [] : new Versions(file).change(new Set(wrong), right);
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
          majorOf(version) === 4 ? 2 : 3,
          springBoot,
        ),
        fixes:
          right === undefined || edits.length === 0
            ? []
            : [{ kind: 'edit', title: say('Use Spring Cloud Azure {0}', right), safe: false, edits }],
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
