import { Failure } from '../lifecycle/failure';
import { withoutTrailing } from '../lifecycle/trailing';
import { say, type Words } from '../lifecycle/text';
import { knownClouds, type Cloud } from './cloud';

/** What Azure's own tools call the setting that describes a cloud of one's own. */
export const customCloudSetting = 'microsoft-sovereign-cloud.customEnvironment';

/**
 * Domains of services whose tokens are worth stealing. A token made for one of them is sent to no other host, whatever a
 * custom cloud says; below some of them anybody may have a host, so a common domain alone says nothing.
 */
const publicDomains = [
  'azure.com',
  'azure.net',
  'azure.cn',
  'azure.us',
  'windows.net',
  'microsoft.com',
  'microsoft.us',
  'microsoftonline.com',
  'microsoftonline.us',
  'chinacloudapi.cn',
  'usgovcloudapi.net',
  'cloudapi.de',
  'office.com',
  'office365.com',
  'outlook.com',
  'sharepoint.com',
  'dynamics.com',
  'powerbi.com',
  'visualstudio.com',
];

/**
 * A cloud from the parameter object the Azure extensions share (`@azure/ms-rest-azure-env`). What it calls itself is not
 * looked at: it is `Custom`, and counts as one everywhere.
 *
 * Throws `Failure` `invalid` when it is not described, or would have a token of another service sent to its hosts.
 */
export function customCloud(value: unknown): Cloud {
  const parameters = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  const armUrl = urlOf(parameters, 'resourceManagerEndpointUrl');
  const authorityUrl = urlOf(parameters, 'activeDirectoryEndpointUrl');
  if (armUrl === undefined || authorityUrl === undefined)
    throw invalid(
      say(
        '{0} lacks resourceManagerEndpointUrl or activeDirectoryEndpointUrl, which begin with https:// and have neither name, password, query nor fragment.',
        customCloudSetting,
      ),
    );
  const audience = urlOf(parameters, 'managementEndpointUrl') ?? armUrl;
  if (!mayReceive(new URL(armUrl).hostname, new URL(audience).hostname))
    throw invalid(
      say(
        'A token for {0} would be sent to {1}, which is another service.',
        new URL(audience).hostname,
        new URL(armUrl).hostname,
      ),
    );
  return {
    name: 'Custom',
    armUrl,
    // The resource Azure's own tools ask a token for; exactly one slash before `.default`.
    armScope: `${audience}/.default`,
    authorityUrl,
    portalUrl: urlOf(parameters, 'portalUrl') ?? armUrl,
    springDomains: domainsBeside(new URL(armUrl).hostname),
  };
}

/** Whether a host may see tokens of an audience: its own service, or a private one that belongs to no known cloud. */
function mayReceive(host: string, audience: string): boolean {
  if (host === audience) return true;
  const cloud = knownClouds.find(({ armUrl, armScope }) =>
    [armUrl, armScope].some((url) => new URL(url).hostname === audience),
  );
  if (cloud !== undefined) {
    const own = new URL(cloud.armUrl).hostname;
    return host === own || host.endsWith(`.${own}`);
  }
  return !publicDomains.some((domain) => audience === domain || audience.endsWith(`.${domain}`));
}

/** `armhost.region.example.com` has its services beside it, below `region.example.com`; an address has none. */
function domainsBeside(armHost: string): readonly string[] {
  const labels = armHost.split('.');
  const isAddress = armHost.startsWith('[') || /^\d+$/.test(labels.at(-1) ?? '');
  return isAddress || labels.length < 3 ? [armHost] : [labels.slice(1).join('.')];
}

function urlOf(parameters: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const text = parameters[name];
  if (typeof text !== 'string' || text.length > 2_000 || !URL.canParse(text)) return undefined;
  const { protocol, username, password, search, hash, origin, pathname } = new URL(text);
  if (protocol !== 'https:' || username !== '' || password !== '' || search !== '' || hash !== '')
    return undefined;
  return `${origin}${withoutTrailing(pathname, '/')}`;
}

function invalid(why: Words): Failure {
  return new Failure({
    code: 'invalid',
    what: say('The custom cloud cannot be used.'),
    why,
    remedy: say(
      'Mend the setting {0} of the user, or choose another cloud in microsoft-sovereign-cloud.environment.',
      customCloudSetting,
    ),
    action: 'choose-sign-in',
  });
}
