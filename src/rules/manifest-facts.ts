import { isGuid } from '../estate/ids/guid';
import type { ContainerVariable, ManifestFile } from '../source/manifest/manifest-file';
import type { ClientIdFact, Fact } from './fact';
import { isIdentityClientId } from './given-id';
import { isOthersImage } from './others-image';
import { whoseClientId } from './whose-client-id';

/** What a manifest tells of the apps it starts. */
export function* manifestFacts({ variables, workloadIdentities }: ManifestFile): Iterable<Fact> {
  const own = variables.filter(({ image = '' }) => !isOthersImage(image));
  for (const { name, nameSpan, value, span, app } of own)
    yield { kind: 'variable', name, nameSpan, value, span, app };
  for (const one of own) yield* clientId(one, own);
  for (const { app, span } of workloadIdentities) yield { kind: 'workloadIdentity', app, span };
}

/** Where a manifest runs is not said in it: its app may have identities of another host. */
function* clientId(
  { name, value, span, app }: ContainerVariable,
  all: readonly ContainerVariable[],
): Iterable<ClientIdFact> {
  if (value === undefined || !isGuid(value) || span.end - span.start !== value.length) return;
  const beside = all.filter((one) => one.app === app).map((one) => one.name);
  if (!isIdentityClientId(name) || whoseClientId(name, beside) === 'application') return;
  yield { kind: 'clientId', value, span, where: name, isUnclear: true, ...(app !== undefined && { app }) };
}
