import { environmentsOf, type GivenVariable } from '../source/spring/environment';
import { Settings } from '../source/spring/settings';
import type { SpringConfig } from '../source/spring/spring-config';
import type { Subject } from '../source/reading';
import { buildFacts } from './build/facts';
import type { Fact, WorkloadIdentityFact } from './fact';
import { infraFacts } from './infra/facts';
import { jvmFacts } from './jvm/facts';
import { manifestFacts } from './manifest-facts';
import { scriptFacts } from './script/facts';
import { springFacts } from './spring/facts';

/** The configurations that a file holds: Spring's own files, and the environments it gives to apps. */
export function settingsIn(subjects: readonly Subject[]): readonly SpringConfig[] {
  const variables = subjects.flatMap(plainFacts).flatMap((fact): readonly GivenVariable[] => {
    if (fact.kind === 'variable') return [fact];
    return fact.kind === 'workloadIdentity' ? workloadVariables(fact) : [];
  });
  return [...subjects.filter((one) => one.kind === 'spring'), ...environmentsOf(variables)];
}

/** What the webhook of workload identity gives to each pod it looks after. */
function workloadVariables({ app, span }: WorkloadIdentityFact): readonly GivenVariable[] {
  return ['AZURE_FEDERATED_TOKEN_FILE', 'AZURE_CLIENT_ID', 'AZURE_TENANT_ID'].map((name) => ({
    name,
    value: undefined,
    app,
    span,
    nameSpan: span,
  }));
}

/** What the content of one file tells rules about other files and the live app, going by the settings it is used with. */
export function collectFacts(
  subjects: readonly Subject[],
  settingsOf: (subject: Subject) => Settings = ownSettings,
): readonly Fact[] {
  const plain = subjects.flatMap(plainFacts);
  // An infrastructure file tells a variable of this name by itself.
  const told = new Set(plain.map(({ kind, span }) => `${kind} ${span.start}`));
  const bySettings = subjects.flatMap((subject) => settledFacts(subject, settingsOf(subject)));
  return [...plain, ...bySettings.filter(({ kind, span }) => !told.has(`${kind} ${span.start}`))];
}

function ownSettings(subject: Subject): Settings {
  return new Settings({ path: '', configs: subject.kind === 'spring' ? [subject] : [] });
}

/** What can be told without knowing the app's settings. */
function plainFacts(subject: Subject): readonly Fact[] {
  switch (subject.kind) {
    case 'infra':
      return [...infraFacts(subject)];
    case 'script':
      return [...scriptFacts(subject)];
    case 'build':
      return [...buildFacts(subject)];
    case 'manifest':
      return [...manifestFacts(subject)];
    default:
      return [];
  }
}

function settledFacts(subject: Subject, settings: Settings): readonly Fact[] {
  switch (subject.kind) {
    case 'jvm':
      return [...jvmFacts(subject, settings)];
    case 'spring':
      return [...springFacts(subject, settings)];
    default:
      return [];
  }
}
