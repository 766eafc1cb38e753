import type { Outbound } from '../../actions/diagnose/ports';
import { nameOf, type ArmId } from '../../estate/ids/arm-id';
import type { Subscription } from '../../estate/resources';
import { say } from '../../lifecycle/text';
import { apiVersions } from '../api-versions';
import { asObject, objectOr, text } from '../read/json';
import { pathOf, type Arm } from '../wire/arm';

/** From where the apps of a service reach others, as its own network says. */
export async function readOutbound(
  arm: Arm,
  { subscription, serviceId }: { readonly subscription: Subscription; readonly serviceId: ArmId },
  signal: AbortSignal,
): Promise<Outbound> {
  const what = say("Could not read the network of '{0}'.", nameOf(serviceId));
  const path = `${pathOf(serviceId)}?api-version=${apiVersions.appPlatform}`;
  const { body } = await arm.get(path, { access: subscription, what, signal });
  const properties = objectOr(asObject(body, 'service')['properties']);
  const network = objectOr(properties['networkProfile']);
  const subnet = text(network, 'appSubnetId');
  return {
    addresses: textsIn(objectOr(network['outboundIPs'])['publicIPs']),
    ...(subnet !== undefined && { subnet }),
  };
}

function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}
