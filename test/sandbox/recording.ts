import { readFileSync } from 'node:fs';
import path from 'node:path';

import { referenceFolder } from './reference';

/** One request and its answer, as somebody recorded them with Azure. */
export interface Interaction {
  readonly method: string;
  readonly url: string;
  readonly requestBody: unknown;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly responseBody: unknown;
}

/** The requests of a recording in their order; only where the reference material is at hand. */
export function readRecording(file: string): readonly Interaction[] {
  // The masking replaced the deployment's name in addresses but not in bodies.
  const text = readFileSync(path.join(referenceFolder, 'recordings', file), 'utf8').replaceAll(
    'mock-deployment',
    'default',
  );
  return (JSON.parse(text) as { interactions: Interaction[] }).interactions;
}
