import { say, sentences, type Text } from '../../lifecycle/text';
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
  title: say('An Azure starter from before Spring Cloud Azure 4.0 is no longer maintained.'),
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
  return {
    span: one.artifact.span,
    message: sentences(
      say("'{0}' is from before Spring Cloud Azure 4.0 and no longer maintained.", one.artifact.text),
      ...insteadOf(one, successor, target),
    ),
    tags: ['deprecated'],
    fixes:
      successor === undefined
        ? []
        : [{ kind: 'edit', title: say('Replace the old Azure starters of this file'), safe: false, edits }],
  };
}

function insteadOf(
  one: Dependency,
  successor: string | undefined,
  target: string | undefined,
): readonly Text[] {
  if (successor === undefined) return [adviceOn(one) ?? []].flat();
  const successorWords = say("'{0}' takes its place.", `${springGroup}:${successor}`);
  if (one.version === undefined) return [successorWords];
  const versions =
    target === undefined
      ? say('It has versions of its own.')
      : say('It has versions of its own, such as {0}.', target);
  return [successorWords, versions];
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
