import type { Cloud } from './cloud';

/** Hosts and audience of a custom cloud as one text: what a user confirms, and what is remembered of it. */
export function cloudFingerprint({ armUrl, armScope, authorityUrl, springDomains }: Cloud): string {
  return [armUrl, armScope, authorityUrl, ...springDomains].join(' ').toLowerCase();
}

/**
 * Whether a Spring service is reached at `authority` (host, with a port for private clouds) in this cloud, so that it may see
 * the user's token. Azure says where a service is, but a token goes nowhere else than into its own cloud: never to this machine
 * or its link, unless the cloud itself is there.
 */
export function isSpringHost(cloud: Cloud, authority: string): boolean {
  if (!/^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?(?::\d{1,5})?$/i.test(authority)) return false;
  const url = `https://${authority}`;
  if (!URL.canParse(url)) return false;
  const { hostname, host } = new URL(url);
  if (host === new URL(cloud.armUrl).host) return true;
  const isPrivate = cloud.name === 'Custom' || cloud.name === 'Sandbox';
  if (host !== hostname && !isPrivate) return false;
  return cloud.springDomains.some((domain) => hostname.endsWith(`.${domain}`));
}
