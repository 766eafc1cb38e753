import type { Figure } from './figure';
import { measureLocalEndpoint } from './tunnel/local-endpoint';
import { measurePortForward } from './tunnel/port-forward';

/** What the local endpoint and the port forward cost and keep. */
export async function measure(): Promise<readonly Figure[]> {
  return [...(await measureLocalEndpoint()), ...(await measurePortForward())];
}
