/** The endpoints of one Azure cloud. URLs have no trailing slash. */
export interface Cloud {
  readonly name: 'AzureCloud' | 'AzureChinaCloud' | 'AzureUSGovernment' | 'Custom' | 'Sandbox';
  readonly armUrl: string;
  /** What to ask a token for, ending in `/.default`. */
  readonly armScope: string;
  readonly authorityUrl: string;
  readonly portalUrl: string;
  /** PEM of a certificate authority that only this cloud's hosts are signed by (sandbox). */
  readonly ca?: string;
}

export const publicCloud: Cloud = {
  name: 'AzureCloud',
  armUrl: 'https://management.azure.com',
  armScope: 'https://management.core.windows.net/.default',
  authorityUrl: 'https://login.microsoftonline.com',
  portalUrl: 'https://portal.azure.com',
};

export const chinaCloud: Cloud = {
  name: 'AzureChinaCloud',
  armUrl: 'https://management.chinacloudapi.cn',
  armScope: 'https://management.core.chinacloudapi.cn/.default',
  authorityUrl: 'https://login.chinacloudapi.cn',
  portalUrl: 'https://portal.azure.cn',
};

export const usGovernmentCloud: Cloud = {
  name: 'AzureUSGovernment',
  armUrl: 'https://management.usgovcloudapi.net',
  armScope: 'https://management.core.usgovcloudapi.net/.default',
  authorityUrl: 'https://login.microsoftonline.us',
  portalUrl: 'https://portal.azure.us',
};
