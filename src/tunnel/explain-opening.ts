import { Failure, isAbort, toFailure, type FailureDetails } from '../lifecycle/failure';
import type { InstanceAddress } from './ports';

export type Way = 'console' | 'port-forward';

const ways: Readonly<Record<Way, { readonly what: string; readonly role: string; readonly action: string }>> =
  {
    console: {
      what: 'open the console',
      role: 'Azure Spring Apps Connect Role',
      action: 'Microsoft.AppPlatform/Spring/apps/deployments/connect/action',
    },
    'port-forward': {
      what: 'forward a port',
      role: 'Azure Spring Apps Remote Debugging Role',
      action: 'Microsoft.AppPlatform/Spring/apps/deployments/remotedebugging/action',
    },
  };

/**
 * What a refused or failed opening of a WebSocket means for this instance, in words. `error` is what the `ChannelOpener` threw.
 * A cancelled wait stays an `AbortError`.
 */
export function explainOpening(error: unknown, address: InstanceAddress, way: Way): Error {
  if (isAbort(error)) return error as Error;
  const what = `Could not ${ways[way].what} of instance '${address.instance}'.`;
  if (!Failure.is(error)) return toFailure(error, what);
  const explained = explain(error, address, way);
  return new Failure({
    code: error.code,
    what,
    why: error.why,
    ...(error.remedy !== undefined && { remedy: error.remedy }),
    ...(error.action !== undefined && { action: error.action }),
    ...(error.challenge !== undefined && { challenge: error.challenge }),
    ...explained,
    cause: error,
  });
}

/** True when waiting and trying again, perhaps with another instance, may help: this one is gone, or the line broke. */
export function mayBeGone(error: unknown): boolean {
  return Failure.is(error, 'not-found') || Failure.is(error, 'offline');
}

function explain(failure: Failure, address: InstanceAddress, way: Way): Partial<FailureDetails> {
  const { role, action } = ways[way];
  switch (failure.code) {
    case 'unauthorized':
      return {
        why: `The service did not accept the sign-in (it answered 401).`,
        remedy: `Sign in again, to the tenant of the subscription.`,
        action: 'sign-in',
      };
    case 'forbidden':
      return {
        why: `Your account may not do this (the service answered 403): it takes the role '${role}'. Owner and Contributor do not include it.`,
        remedy: `Ask for '${role}' on the service '${address.service}'; a new role can take several minutes to take effect.`,
        missingAction: action,
        action: 'sign-in',
      };
    case 'not-found':
      return way === 'console'
        ? {
            why: 'The service does not know this instance any more (it answered 404); instances get new names when they restart.',
            remedy: 'Refresh, and choose an instance that is running.',
            action: 'refresh',
          }
        : {
            why: 'The service answered 404: the instance may be gone (instances get new names when they restart), or remote debugging of its deployment may be off.',
            remedy: 'Refresh, choose an instance that is running, and check that remote debugging is on.',
            action: 'refresh',
          };
    case 'offline':
    case 'timeout':
      return unreachable(failure, address, way);
    default:
      return {};
  }
}

function unreachable(failure: Failure, address: InstanceAddress, way: Way): Partial<FailureDetails> {
  if (address.inVirtualNetwork && !address.dataPlanePublic)
    return {
      why: `The service '${address.service}' is in a virtual network and its data plane is not open to the internet (vnetAddons.dataPlanePublicEndpoint is off), so its consoles and remote debugging answer only from inside that network.`,
      remedy:
        'Connect to the network (VPN, a machine inside it, its private DNS zone), or turn the public data plane endpoint on: az spring update --enable-dataplane-public-endpoint true.',
      action: 'retry',
    };
  // Remote debugging tells of a missing role by breaking off, in some versions of the service.
  if (way === 'port-forward' && failure.code === 'offline')
    return {
      remedy: `Check the network connection. A missing role '${ways[way].role}', or an instance that has restarted, may look the same.`,
    };
  return {};
}
