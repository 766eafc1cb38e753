import type { ManifestFile } from '../source/manifest/manifest-file';
import type { Fact } from './fact';
import { isOthersImage } from './others-image';

/** What a manifest tells of the apps it starts. */
export function* manifestFacts({ variables, workloadIdentities }: ManifestFile): Iterable<Fact> {
  for (const { name, nameSpan, value, span, app, image = '' } of variables)
    if (!isOthersImage(image)) yield { kind: 'variable', name, nameSpan, value, span, app };
  for (const { app, span } of workloadIdentities) yield { kind: 'workloadIdentity', app, span };
}
