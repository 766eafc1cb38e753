import type { Scalar } from 'yaml';
import type { NamedApp } from '../script-file';
import { scalarAt, textAt, type Place } from './workflow-place';

/** The app that a step deploys, or a service of azd's `azure.yaml` is. */
export function appOf(place: Place): NamedApp | undefined {
  const { up } = place;
  if (up?.key === 'with' && /^azure\/spring-(?:cloud|apps)-deploy@/i.test(textAt(up, 'uses') ?? ''))
    return deployed(place, 'app-name', 'service-name');
  if (up?.key === 'inputs' && /^azurespring(?:cloud|apps)@/i.test(textAt(up, 'task') ?? ''))
    return deployed(place, 'appname', 'azurespringcloud');
  return azdService(place);
}

function deployed(place: Place, app: string, service: string): NamedApp | undefined {
  if (textAt(place, 'action')?.toLowerCase() !== 'deploy') return undefined;
  const [found, within] = [named(scalarAt(place, app)), textAt(place, service)];
  return found && { ...found, ...(within !== undefined && { service: within }) };
}

/** `services: orders: { host: springapp }`; the app is called like the service unless it says otherwise. */
function azdService(place: Place): NamedApp | undefined {
  const { up } = place;
  const host = scalarAt(place, 'host');
  if (host?.value !== 'springapp' || up?.key === undefined || up.up?.key !== 'services') return undefined;
  return place.entries.has('resourcename') ? named(scalarAt(place, 'resourcename')) : named(host, up.key);
}

function named(scalar: Scalar<string> | undefined, app = scalar?.value): NamedApp | undefined {
  if (!scalar?.range || app === undefined) return undefined;
  return { app, span: { start: scalar.range[0], end: scalar.range[1] } };
}
