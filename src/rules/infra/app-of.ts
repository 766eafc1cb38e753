import type { InfraFile, Resource } from '../../source/infra/infra-file';
import { entryOf, valueAt } from '../../source/infra/value';
import { addressed, isSpringApp, lastName, nameParts } from './spring-app';

/** The app of the file that a deployment belongs to: by nesting, by reference, or by its literal name. */
export function appOf({ resources }: InfraFile, deployment: Resource): Resource | undefined {
  if (deployment.parent !== undefined) return deployment.parent;
  const link = entryOf(deployment.body, 'parent', 'spring_cloud_app_id', 'parent_id')?.value;
  if (link?.kind === 'reference') return addressed(resources, link.path);
  const name = nameParts(deployment).at(-2);
  return name === undefined ? undefined : resources.find((one) => isSpringApp(one) && lastName(one) === name);
}

/** The literal name of the service an app is in. */
export function serviceOf({ resources }: InfraFile, app: Resource): string | undefined {
  const parts = nameParts(app);
  if (parts.length > 1) return parts.at(-2);
  if (app.parent !== undefined) return lastName(app.parent);
  const link = valueAt(app.body, 'service_name') ?? entryOf(app.body, 'parent', 'parent_id')?.value;
  if (link?.kind === 'literal') return String(link.value);
  const service = link?.kind === 'reference' ? addressed(resources, link.path) : undefined;
  return service === undefined ? undefined : lastName(service);
}
