import type { Span } from '../source/span';
import type { ByCloud, ServiceId } from './azure-service';
import { azureServices } from './azure-services';

/** What a host name tells. */
export interface ServiceHost {
  /** All that it may be of: Service Bus and Event Hubs share one domain. Never empty. */
  readonly services: readonly [ServiceId, ...ServiceId[]];
  /** The resource's name, lower case. */
  readonly name: string;
  /** Where the host is of one part of the service only: `blobs`. */
  readonly area?: string;
}

/** A service's host within a text. */
export interface HostInText {
  readonly service: ServiceId;
  /** Lower case. */
  readonly host: string;
  readonly span: Span;
}

interface Domain {
  readonly suffix: string;
  readonly services: readonly [ServiceId, ...ServiceId[]];
  readonly area?: string;
}

/** Longest first: `.postgres.database.usgovcloudapi.net` ends like a host of Azure SQL. */
const domains: readonly Domain[] = listDomains();
// One alternation of plain words: linear. A host goes on with neither a letter nor another label.
const domainInText = new RegExp(
  `(?:${domains.map(({ suffix }) => suffix.replaceAll('.', '\\.')).join('|')})(?![a-z0-9-]|\\.[a-z0-9])`,
  'gi',
);
const inHost = /[a-z0-9.-]/i;

/** Hosts that tokens are asked for; some look like a resource's: `ossrdbms-aad.database.windows.net` is no server of Azure SQL. */
const audienceHosts: ReadonlySet<string | undefined> = new Set(
  azureServices.flatMap(({ audiences }) =>
    Object.values(audiences)
      .flat()
      .map((audience) => /^https:\/\/([^/]+)/.exec(audience)?.[1]),
  ),
);

/** What a host name (lower or upper case, no scheme, no port) is of; `undefined` when of no service that is known here. */
export function serviceAtHost(host: string): ServiceHost | undefined {
  const lower = host.toLowerCase().replace(/\.$/, '');
  if (audienceHosts.has(lower)) return undefined;
  const domain = domains.find(({ suffix }) => lower.endsWith(suffix) && lower.length > suffix.length);
  if (domain === undefined) return undefined;
  const [name = ''] = lower.split('.');
  const { services, area } = domain;
  // `acct-secondary` is the readable copy of `acct` in another region.
  return {
    services,
    name: area === undefined ? name : name.replace(/-secondary$/, ''),
    ...(area !== undefined && { area }),
  };
}

/** The first host of an Azure service in a text; `undefined` when there is none. */
export function hostIn(text: string): HostInText | undefined {
  for (const { index, 0: suffix } of text.matchAll(domainInText)) {
    const end = index + suffix.length;
    let start = index;
    // 253 characters are the most a host name may have.
    while (start > 0 && end - start < 253 && inHost.test(text.charAt(start - 1))) start -= 1;
    if (start === index) continue;
    const host = text.slice(start, end).toLowerCase();
    const service = serviceAtHost(host)?.services[0];
    if (service !== undefined) return { service, host, span: { start, end } };
  }
  return undefined;
}

/** What hosts of these services end with, in any cloud. */
export function hostEndings(...services: readonly ServiceId[]): readonly string[] {
  return domains
    .filter((domain) => domain.services.some((id) => services.includes(id)))
    .map(({ suffix }) => suffix);
}

function listDomains(): readonly Domain[] {
  const found = new Map<string, Domain>();
  for (const { id, hosts, areaHosts } of azureServices) {
    for (const suffix of everySuffix(hosts)) {
      const other = found.get(suffix);
      found.set(suffix, { suffix, services: other === undefined ? [id] : [...other.services, id] });
    }
    for (const [area, byCloud] of Object.entries(areaHosts ?? {}))
      for (const suffix of everySuffix(byCloud)) found.set(suffix, { suffix, services: [id], area });
  }
  return [...found.values()].sort((a, b) => b.suffix.length - a.suffix.length);
}

function everySuffix(byCloud: ByCloud<readonly string[]>): readonly string[] {
  return Object.values(byCloud).flat();
}
