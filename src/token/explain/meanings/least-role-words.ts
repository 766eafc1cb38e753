import { builtInRole } from '../../../access/built-in-role';
import type { ServiceId } from '../../../access/azure-service';
import { leastRole, type LeastRole } from '../../../access/least-role';
import { say, type Text } from '../../../lifecycle/text';
import type { Told } from './meaning';

const services: Readonly<Record<string, ServiceId>> = {
  keyvault: 'keyVault',
  storage: 'storage',
  servicebus: 'serviceBus',
  eventhubs: 'eventHubs',
  appconfig: 'appConfiguration',
  acr: 'containerRegistry',
};

/** Which roles would do, named; as far as target and permission tell the use. */
export function leastRoleWords({ target = '', permission = '', kind }: Told): Text {
  const service = kind.startsWith('openai.') ? 'ai' : services[target.slice(0, target.indexOf(':'))];
  const names = service === undefined ? [] : namesOf(leastRole(service, useOf(service, permission)));
  const [one, other] = names;
  if (one === undefined)
    return say(
      'Give it the least role for this use at the target. Owner, Contributor and Reader give no access to data.',
    );
  return other === undefined
    ? say("Give it '{0}' at the target. Owner, Contributor and Reader give no access to data.", one)
    : say(
        "Give it '{0}', or '{1}' where it does more, at the target. Owner, Contributor and Reader give no access to data.",
        one,
        other,
      );
}

function useOf(service: ServiceId, permission: string): Partial<LeastRole> {
  const area = /secrets|certificates|keys/i.exec(permission)?.[0].toLowerCase();
  if (service === 'keyVault') return { area: area ?? 'secrets' };
  if (service === 'storage') return { area: 'blobs' };
  if (/^listen$/i.test(permission)) return { use: 'receive' };
  if (/^send$/i.test(permission)) return { use: 'send' };
  return /^pull$/i.test(permission) ? { use: 'read' } : {};
}

function namesOf(proposals: readonly LeastRole[]): readonly string[] {
  return proposals.flatMap(({ role }) => builtInRole(role)?.name ?? []);
}
