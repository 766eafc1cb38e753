import { builtInRole } from '../../../access/built-in-role';
import type { ServiceId } from '../../../access/azure-service';
import { leastRole, type LeastRole } from '../../../access/least-role';
import { say, type Text } from '../../../lifecycle/text';
import type { Told } from './meaning';

const services: Readonly<Record<string, ServiceId>> = {
  keyvault: 'keyVault',
  kv: 'keyVault',
  storage: 'storage',
  servicebus: 'serviceBus',
  eventhubs: 'eventHubs',
  appconfig: 'appConfiguration',
  acr: 'containerRegistry',
};

/** Which roles would do, named; as far as target and permission tell the use. */
export function leastRoleWords(told: Told): Text {
  const service = serviceOf(told);
  const roles = service === undefined ? [] : leastRole(service, useOf(service, told));
  const [one, other] = namesOf(roles);
  if (one === undefined)
    return say(
      'Give it the least role for this use at the target. Owner, Contributor and Reader give no access to data.',
    );
  if (other !== undefined && roles.some(({ use }) => use === 'receive'))
    return say(
      "To receive give it '{0}', to send '{1}', at the target. Owner, Contributor and Reader give no access to data.",
      one,
      other,
    );
  return other === undefined
    ? say("Give it '{0}' at the target. Owner, Contributor and Reader give no access to data.", one)
    : say(
        "Give it '{0}', or '{1}' where it does more, at the target. Owner, Contributor and Reader give no access to data.",
        one,
        other,
      );
}

function serviceOf({ kind, target }: Told): ServiceId | undefined {
  if (kind.startsWith('openai.')) return 'ai';
  // Without an account's name, what was refused still tells the service.
  return services[(target ?? kind.replace('.', ':')).split(':', 1)[0] ?? ''];
}

function useOf(service: ServiceId, { permission = '', area: told }: Told): Partial<LeastRole> {
  const area = /secrets|certificates|keys/i.exec(permission)?.[0].toLowerCase();
  if (service === 'keyVault') return { area: area ?? 'secrets' };
  if (service === 'storage') return { area: told ?? 'blobs' };
  if (/^listen$/i.test(permission)) return { use: 'receive' };
  if (/^send$/i.test(permission)) return { use: 'send' };
  return /^pull$/i.test(permission) ? { use: 'read' } : {};
}

function namesOf(proposals: readonly LeastRole[]): readonly string[] {
  return proposals.flatMap(({ role }) => builtInRole(role)?.name ?? []);
}
