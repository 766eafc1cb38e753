import type { Subject } from '../source/reading';
import { buildFacts } from './build/facts';
import type { Fact } from './fact';
import { infraFacts } from './infra/facts';
import { jvmFacts } from './jvm/facts';
import { scriptFacts } from './script/facts';
import { springFacts } from './spring/facts';

/** What the content of one file tells rules about other files and the live app. */
export function collectFacts(subjects: readonly Subject[]): readonly Fact[] {
  return subjects.flatMap((subject) => [...factsOf(subject)]);
}

function factsOf(subject: Subject): Iterable<Fact> {
  switch (subject.kind) {
    case 'jvm':
      return jvmFacts(subject);
    case 'spring':
      return springFacts(subject);
    case 'infra':
      return infraFacts(subject);
    case 'script':
      return scriptFacts(subject);
    case 'build':
      return buildFacts(subject);
  }
}
