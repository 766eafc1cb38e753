import { leastRole, type Use } from '../../../access/least-role';
import { builtInRole } from '../../../access/built-in-role';
import type { ServiceId } from '../../../access/azure-service';
import type { Refusal } from '../code/client-code';

/** What most clients of the SDK throw. */
export const byHttp: Refusal = {
  by: 'status',
  type: 'com.azure.core.exception.HttpResponseException',
  java: 'error.getResponse() == null ? 0 : error.getResponse().getStatusCode()',
  kotlin: 'error.response?.statusCode ?: 0',
};

/** What the templates of Spring Data throw; a refusal is one of these types. */
export function byData(...types: readonly string[]): Refusal {
  return {
    by: 'test',
    type: 'org.springframework.dao.DataAccessException',
    java: types.map((type) => `error instanceof ${type}`).join(' || '),
    kotlin: types.map((type) => `error is ${type}`).join(' || '),
  };
}

/** "needs the role 'Key Vault Secrets User' there". */
export function needsRole(service: ServiceId, use: Use, area?: string): string {
  const [least] = leastRole(service, { use, ...(area !== undefined && { area }) });
  const name = least === undefined ? undefined : builtInRole(least.role)?.name;
  return name === undefined ? 'has no access there' : `needs the role '${name}' there`;
}
