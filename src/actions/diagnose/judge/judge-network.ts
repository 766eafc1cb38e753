import { say, type Text } from '../../../lifecycle/text';
import { armKey } from '../../../estate/ids/arm-id';
import type { NetworkRules, Outbound, TargetResource } from '../ports';

/** Whether an app's requests get through to a resource, as far as Azure Resource Manager tells. */
export interface NetworkFinding {
  readonly answer: 'open' | 'shut' | 'unknown';
  readonly evidence: Text;
}

/** `outbound`: where the app's requests come from; `undefined` where that was not read. */
export function judgeNetwork(
  { name, network }: TargetResource,
  outbound: Outbound | undefined,
): NetworkFinding {
  if (network.isPublic === false)
    return network.privateEndpoints === 0
      ? {
          answer: 'shut',
          evidence: say("'{0}' is closed to public networks and has no private endpoint.", name),
        }
      : {
          answer: 'unknown',
          evidence: say(
            "'{0}' is closed to public networks; whether the app reaches one of its private endpoints ({1}) is not told.",
            name,
            network.privateEndpoints,
          ),
        };
  if (network.others === 'allow')
    return { answer: 'open', evidence: say("'{0}' lets all networks in.", name) };
  if (network.others === undefined) return untold(name, network);
  return byRules(name, network, outbound);
}

/** Rules of namespaces and registries are resources of their own. */
function untold(name: string, { isPublic }: NetworkRules): NetworkFinding {
  return isPublic === true
    ? {
        answer: 'open',
        evidence: say("'{0}' is open to public networks; rules for single addresses were not read.", name),
      }
    : { answer: 'open', evidence: say("Azure tells nothing of a firewall of '{0}'.", name) };
}

function byRules(name: string, network: NetworkRules, outbound: Outbound | undefined): NetworkFinding {
  const { addresses, subnets } = network;
  const rules = [name, addresses.length, subnets.length] as const;
  if (outbound === undefined)
    return {
      answer: 'unknown',
      evidence: say(
        "'{0}' lets in {1} address ranges and {2} subnets; where the app's requests come from was not read.",
        ...rules,
      ),
    };
  const { subnet } = outbound;
  if (subnet !== undefined && subnets.some((one) => armKey(one) === armKey(subnet)))
    return { answer: 'open', evidence: say("'{0}' lets the subnet of the app in.", name) };
  const mine = outbound.addresses;
  if (mine.length === 0)
    return {
      answer: 'unknown',
      evidence: say(
        "'{0}' lets in {1} address ranges and {2} subnets; Azure does not tell the addresses the app's requests come from.",
        ...rules,
      ),
    };
  const isIn = mine.every((address) => addresses.some((range) => contains(range, address)));
  if (isIn)
    return { answer: 'open', evidence: say("'{0}' lets in the outbound addresses of the app.", name) };
  // In a network of one's own, requests may leave by another way than the service's addresses.
  return subnet === undefined
    ? {
        answer: 'shut',
        evidence: say(
          "'{0}' lets in {1} address ranges and {2} subnets, and not {3}, which the app's requests come from.",
          ...rules,
          mine.join(', '),
        ),
      }
    : {
        answer: 'unknown',
        evidence: say(
          "'{0}' lets in neither the subnet of the app nor {1}; its requests may leave by another way.",
          name,
          mine.join(', '),
        ),
      };
}

/** Whether an address of version 4 is in a range: `20.1.2.0/24`, `20.1.2.3`, `20.1.2.3-20.1.2.9`. */
export function contains(range: string, address: string): boolean {
  const wanted = numberOf(address);
  if (wanted === undefined) return range.trim().toLowerCase() === address.trim().toLowerCase();
  const [from = '', to] = range.split('-');
  if (to !== undefined) {
    const [low, high] = [numberOf(from), numberOf(to)];
    return low !== undefined && high !== undefined && wanted >= low && wanted <= high;
  }
  const [base = '', bits = '32'] = range.trim().split('/');
  const start = numberOf(base);
  if (start === undefined || !/^\d{1,2}$/.test(bits) || Number(bits) > 32) return false;
  const size = 2 ** (32 - Number(bits));
  return Math.floor(wanted / size) === Math.floor(start / size);
}

function numberOf(address: string): number | undefined {
  const parts = address.trim().split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256))
    return undefined;
  return parts.reduce((sum, part) => sum * 256 + Number(part), 0);
}
