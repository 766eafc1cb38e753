import { existsSync } from 'node:fs';
import path from 'node:path';

/** Recordings and API documents of Azure that are not part of the repository. */
export const referenceFolder = path.resolve(__dirname, '../../../shared/reference');

/** Skips a suite where the reference material is not there, and says so where nobody overlooks it. */
export function needsReference(
  context: Mocha.Context,
  folder: 'recordings' | 'openapi' | 'errors' | 'built-in-roles.json',
): void {
  const place = path.join(referenceFolder, folder);
  if (existsSync(place)) return;
  process.stderr.write(
    `\n*** SKIPPED: '${context.test?.parent?.title ?? ''}' needs ${place}, which is not here. Fidelity to Azure is NOT tested in this run. ***\n\n`,
  );
  context.skip();
}
