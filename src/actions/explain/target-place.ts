import type { Place } from '../../access/access-at';
import type { ServiceId } from '../../access/azure-service';
import type { Use } from '../../access/least-role';
import type { Refusal } from '../../token/explain/refusal';

const services: Readonly<Record<string, ServiceId>> = {
  keyvault: 'keyVault',
  storage: 'storage',
  servicebus: 'serviceBus',
  eventhubs: 'eventHubs',
  appconfig: 'appConfiguration',
  cosmos: 'cosmos',
  sql: 'sql',
  postgres: 'ossDatabases',
  mysql: 'ossDatabases',
  redis: 'redis',
  acr: 'containerRegistry',
};

/** A target as errors name it (`keyvault:kv-shop`, `storage:account/container`) as a place somebody wants to do something. */
export function targetPlace({
  target = '',
  permission = '',
  area: told,
}: Pick<Refusal, 'target' | 'permission' | 'area'>): Place | undefined {
  const [, kind = '', name = ''] = /^(\w+):([^/]*)/.exec(target) ?? [];
  const service = services[kind];
  if (service === undefined || name === '') return undefined;
  const area = told ?? areaOf(service, permission);
  return { services: [service], name, ...(area !== undefined && { area }) };
}

/** `Microsoft.KeyVault/vaults/secrets/getSecret/action`, `certificates get`. Blobs are what nearly all use storage for. */
function areaOf(service: ServiceId, permission: string): string | undefined {
  if (service === 'keyVault') return /\b(secrets|keys|certificates)\b/i.exec(permission)?.[0].toLowerCase();
  return service === 'storage' ? 'blobs' : undefined;
}

/** What the program was about to do, as far as the permission tells. */
export function useOf(permission = ''): Use | undefined {
  if (/^listen$/i.test(permission)) return 'receive';
  if (/^send$/i.test(permission)) return 'send';
  if (/\/(?:create|write|replace|upsert|delete|setSecret)\b|\bset$/i.test(permission)) return 'write';
  return undefined;
}
