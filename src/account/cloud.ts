/** The endpoints of one Azure cloud. URLs have no trailing slash. */
export interface Cloud {
  readonly name: 'AzureCloud' | 'AzureChinaCloud' | 'AzureUSGovernment' | 'Custom' | 'Sandbox';
  readonly armUrl: string;
  /** What to ask a token for, ending in `/.default`. */
  readonly armScope: string;
  readonly authorityUrl: string;
  readonly portalUrl: string;
  /** Domains below which the hosts of Spring services stand: beside ARM the only ones that may see its token. */
  readonly springDomains: readonly string[];
  /** PEM of a certificate authority that only this cloud's hosts are signed by (sandbox). */
  readonly ca?: string;
}

export const publicCloud: Cloud = {
  name: 'AzureCloud',
  armUrl: 'https://management.azure.com',
  armScope: 'https://management.core.windows.net/.default',
  authorityUrl: 'https://login.microsoftonline.com',
  portalUrl: 'https://portal.azure.com',
  springDomains: ['azuremicroservices.io'],
};

export const chinaCloud: Cloud = {
  name: 'AzureChinaCloud',
  armUrl: 'https://management.chinacloudapi.cn',
  armScope: 'https://management.core.chinacloudapi.cn/.default',
  authorityUrl: 'https://login.chinacloudapi.cn',
  portalUrl: 'https://portal.azure.cn',
  springDomains: ['microservices.azure.cn'],
};

export const usGovernmentCloud: Cloud = {
  name: 'AzureUSGovernment',
  armUrl: 'https://management.usgovcloudapi.net',
  armScope: 'https://management.core.usgovcloudapi.net/.default',
  authorityUrl: 'https://login.microsoftonline.us',
  portalUrl: 'https://portal.azure.us',
  // No recording names them; these are the two forms the other clouds have.
  springDomains: ['microservices.azure.us', 'azuremicroservices.us'],
};

/** The clouds every Azure tool knows by name. */
export const knownClouds: readonly Cloud[] = [publicCloud, chinaCloud, usGovernmentCloud];

/** The embedded sandbox at `url` as a cloud of its own; `caPem` is the only authority its hosts are signed by. */
export function sandboxCloud({ url, caPem }: { readonly url: string; readonly caPem?: string }): Cloud {
  return {
    name: 'Sandbox',
    armUrl: url,
    armScope: `${url}/.default`,
    authorityUrl: url,
    portalUrl: url,
    // Services of its estates that nobody can reach are called so.
    springDomains: ['azuremicroservices.invalid'],
    ...(caPem !== undefined && { ca: caPem }),
  };
}
