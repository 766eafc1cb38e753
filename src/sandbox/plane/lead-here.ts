import type { ServiceDocument } from '../estates/documents';
import type { EstateSeed } from '../estates/estate';

/** A service in a virtual network is reached from there only, unless its data plane was opened to the internet. */
function isPrivate({ properties }: ServiceDocument): boolean {
  const network = properties['networkProfile'] as { readonly appSubnetId?: unknown } | null | undefined;
  const addons = properties['vnetAddons'] as
    { readonly dataPlanePublicEndpoint?: unknown } | null | undefined;
  return typeof network?.appSubnetId === 'string' && addons?.dataPlanePublicEndpoint !== true;
}

/**
 * The estate with every service at the sandbox's own address: clients take the data plane's host from the service's
 * `fqdn`, so `127.0.0.1:<port>` there leads them here by itself. It also keeps an estate that was exported from Azure
 * from sending anybody to the real service. Private services get a name that resolves nowhere, as theirs does outside.
 */
export function leadHere(seed: EstateSeed, host: string): EstateSeed {
  const hosts = new Map<string, string>();
  const services = [...seed.services].map((service) => {
    const fqdn = isPrivate(service) ? `${service.name}.private.azuremicroservices.invalid` : host;
    hosts.set(service.id.toLowerCase(), fqdn);
    return { ...service, properties: { ...service.properties, fqdn } };
  });
  const apps = [...seed.apps].map((app) => {
    const service = app.id.slice(0, app.id.toLowerCase().lastIndexOf('/apps/')).toLowerCase();
    return { ...app, properties: { ...app.properties, fqdn: hosts.get(service) ?? host } };
  });
  return { ...seed, services, apps };
}
