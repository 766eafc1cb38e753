import type { BuildFile } from '../../source/build/build-file';
import type { DeployedAppFact } from '../fact';

/** Which apps the Maven plugin of Azure Spring Apps deploys a project to. */
export function* buildFacts({ deployments }: BuildFile): Iterable<DeployedAppFact> {
  for (const { app, ...place } of deployments)
    yield { kind: 'deployedApp', app: app.text, span: app.span, ...place };
}
