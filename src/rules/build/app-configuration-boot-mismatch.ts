import { say } from '../../lifecycle/text';
import type { Dependency } from '../../source/build/build-file';
import type { SubjectRule } from '../rule';
import { majorOf, springBootIn } from './majors';
import { resolvedDependencies } from './resolved';
import { springGroup } from './successors';

/** What App Configuration is called with Spring Boot 2 alone; its later names come with Spring Cloud Azure's BOM. */
const old = /^azure-spring-cloud-(?:starter-)?(?:appconfiguration-config|feature-management)(?:-web)?$/;

/** The names that MI301 lets go, as they are right for Spring Boot 2. */
export const appConfigurationBootMismatch: SubjectRule<'build'> = {
  id: 'MI305',
  name: 'app-configuration-boot-mismatch',
  title: say('A library for App Configuration is made for Spring Boot 2, and the project has a newer one.'),
  severity: 'warning',
  subject: 'build',
  literals: ['appconfiguration-config', 'feature-management'],
  *check(file, { project }) {
    const dependencies = resolvedDependencies(file, project);
    const springBoot = springBootIn({ dependencies })?.major ?? project.springBoot;
    if (springBoot === undefined || springBoot < 3) return;
    for (const one of dependencies) {
      if (!isOld(one)) continue;
      yield {
        span: one.artifact.span,
        message: say(
          "'{0}' is made for Spring Boot 2, and this project has Spring Boot {1}: it does not start. '{2}:{3}' takes its place; its version comes from the BOM of Spring Cloud Azure.",
          one.artifact.text,
          springBoot,
          springGroup,
          successorOf(one),
        ),
      };
    }
  },
};

function isOld({ group, artifact, version, use }: Dependency): boolean {
  const major = majorOf(version);
  const isEarly = major === undefined || major < 3;
  return group.text === springGroup && use !== 'plugin' && isEarly && old.test(artifact.text);
}

function successorOf({ artifact }: Dependency): string {
  return artifact.text.replace(/^azure-spring-cloud-(?:starter-)?/, 'spring-cloud-azure-');
}
