import { Failure, isAbort, toFailure, type FailureDetails } from '../../lifecycle/failure';
import { say, type Text } from '../../lifecycle/text';
import { springTypes } from '../../hosts/spring/types';
import type { InstanceAddress } from '../ports';

export type Way = 'console' | 'port-forward';

const ways: Readonly<
  Record<Way, { readonly what: (instance: string) => Text; readonly role: string; readonly action: string }>
> = {
  console: {
    what: (instance) => say("Could not open the console of instance '{0}'.", instance),
    role: 'Azure Spring Apps Connect Role',
    action: `${springTypes.deployment}/connect/action`,
  },
  'port-forward': {
    what: (instance) => say("Could not forward a port of instance '{0}'.", instance),
    role: 'Azure Spring Apps Remote Debugging Role',
    action: `${springTypes.deployment}/remotedebugging/action`,
  },
};

/**
 * What a refused or failed opening of a WebSocket means for this instance, in words. `error` is what the `ChannelOpener` threw.
 * A cancelled wait stays an `AbortError`.
 */
export function explainOpening(error: unknown, address: InstanceAddress, way: Way): Error {
  if (isAbort(error)) return error as Error;
  const what = ways[way].what(address.instance);
  if (!Failure.is(error)) return toFailure(error, what);
  const explained = explain(error, address, way);
  return new Failure({
    code: error.code,
    what,
    why: error.words.why,
    ...(error.words.remedy !== undefined && { remedy: error.words.remedy }),
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
        why: say('The service did not accept the sign-in (it answered 401).'),
        remedy: say('Sign in again, to the tenant of the subscription.'),
        action: 'sign-in',
      };
    case 'forbidden':
      return {
        why: say(
          "Your account may not do this (the service answered 403): it takes the role '{0}'. Owner and Contributor do not include it.",
          role,
        ),
        remedy: say(
          "Ask for '{0}' on the service '{1}'; a new role can take several minutes to take effect.",
          role,
          address.service,
        ),
        missingAction: action,
        action: 'sign-in',
      };
    case 'not-found':
      return way === 'console'
        ? {
            why: say(
              'The service does not know this instance any more (it answered 404); instances get new names when they restart.',
            ),
            remedy: say('Refresh, and choose an instance that is running.'),
            action: 'refresh',
          }
        : {
            why: say(
              'The service answered 404: the instance may be gone (instances get new names when they restart), or remote debugging of its deployment may be off.',
            ),
            remedy: say(
              'Refresh, choose an instance that is running, and check that remote debugging is on.',
            ),
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
      why: say(
        "The service '{0}' is in a virtual network and its data plane is not open to the internet (vnetAddons.dataPlanePublicEndpoint is off), so its consoles and remote debugging answer only from inside that network.",
        address.service,
      ),
      remedy: say(
        'Connect to the network (VPN, a machine inside it, its private DNS zone), or turn the public data plane endpoint on: az spring update --enable-dataplane-public-endpoint true.',
      ),
      action: 'retry',
    };
  // Remote debugging tells of a missing role by breaking off, in some versions of the service.
  if (way === 'port-forward' && failure.code === 'offline')
    return {
      remedy: say(
        "Check the network connection. A missing role '{0}', or an instance that has restarted, may look the same.",
        ways[way].role,
      ),
    };
  return {};
}
