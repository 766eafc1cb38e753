import { say } from '../../lifecycle/text';
import type { BuildFile, Dependency } from '../../source/build/build-file';
import type { TextEdit } from '../../source/span';
import type { Finding } from '../finding';
import type { SubjectRule } from '../rule';
import { springBootIn } from './majors';
import { springCloudAzureFor } from './recent-versions';
import { adviceOn, isLegacyStarter, springGroup, successorOf } from './successors';
import { Versions } from './versions';

/** One finding for each; the fix replaces all of the file, as old and new ones do not work together. */
export const legacyStarter: SubjectRule<'build'> = {
  id: 'MI301',
  name: 'legacy-starter',
  title: 'An Azure starter from before Spring Cloud Azure 4.0 is no longer maintained.',
  severity: 'warning',
  subject: 'build',
  literals: ['com.azure.spring', 'com.microsoft.azure'],
  *check(file, { project }) {
    const legacy = file.dependencies.filter(isLegacyStarter);
    // None of them runs with Spring Boot 3: where nothing else is said, it is 2.
    const target = springCloudAzureFor(springBootIn(file)?.major ?? project.springBoot ?? 2);
    const edits = editsOf(file, legacy, target);
    for (const one of legacy) yield findingOf(one, edits, target);
  },
};

function findingOf(one: Dependency, edits: readonly TextEdit[], target: string | undefined): Finding {
  const successor = successorOf(one);
  const instead = successor === undefined ? adviceOn(one) : `'${springGroup}:${successor}' takes its place.`;
  const version =
    one.version === undefined
      ? ''
      : ` It has versions of its own${target === undefined ? '' : `, such as ${target}`}.`;
  return {
    span: one.artifact.span,
    message: say(
      "'{0}' is from before Spring Cloud Azure 4.0 and no longer maintained.{1}{2}",
      one.artifact.text,
      instead === undefined ? '' : ` ${instead}`,
      successor === undefined ? '' : version,
    ),
    tags: ['deprecated'],
    fixes:
      successor === undefined
        ? []
        : [{ kind: 'edit', title: say('Replace the old Azure starters of this file'), safe: false, edits }],
  };
}

function editsOf(
  file: BuildFile,
  legacy: readonly Dependency[],
  target: string | undefined,
): readonly TextEdit[] {
  const replaced = legacy.filter((one) => successorOf(one) !== undefined);
  const names = replaced.flatMap((one) => [
    ...(one.group.text === springGroup ? [] : [{ span: one.group.span, text: springGroup }]),
    { span: one.artifact.span, text: successorOf(one) ?? '' },
  ]);
  return target === undefined ? names : [...names, ...new Versions(file).change(new Set(replaced), target)];
}
