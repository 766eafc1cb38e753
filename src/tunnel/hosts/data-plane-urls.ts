import { Failure } from '../../lifecycle/failure';
import { say } from '../../lifecycle/text';
import { traitsOf } from '../../hosts/spring/plans';
import { springTypes } from '../../hosts/spring/types';
import type { InstanceAddress } from '../ports';

/**
 * The WebSocket of an instance's console. `command` is what to run there: `/bin/sh`. The consumption plan has a form of its
 * own. Throws `Failure` `refused` for a service without a name to reach it by.
 */
export function consoleUrl(address: InstanceAddress, command = '/bin/sh'): string {
  const behindProxy = traitsOf(address.plan).console === 'proxy';
  const path = behindProxy
    ? [
        ...[
          'proxy',
          'appconnect',
          'subscriptions',
          address.subscriptionId,
          'resourceGroups',
          address.resourceGroup,
        ],
        ...['providers', ...springTypes.service.split('/'), address.service],
        ...instancePath(address),
      ]
    : ['api', 'appconnect', ...instancePath(address), 'connect'];
  const tenant = behindProxy ? `tenantId=${encodeURIComponent(address.tenantId)}&` : '';
  // The slashes of a path may stand in a query as they are, and the Azure CLI sends them so.
  const query = `${tenant}command=${encodeURIComponent(command).replaceAll('%2F', '/')}`;
  return `${originOf(address)}/${encoded(path)}?${query}`;
}

/** The WebSocket that leads to one port of an instance. Throws `Failure` `refused` or `invalid`. */
export function portForwardUrl(address: InstanceAddress, port: number): string {
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Failure({
      code: 'invalid',
      what: say('Port {0} cannot be forwarded.', port),
      why: say('A port is a number between 1 and 65535.'),
    });
  return `${originOf(address)}/${encoded(['api', 'remoteDebugging', ...instancePath(address)])}?port=${port}`;
}

function instancePath({ app, deployment, instance }: InstanceAddress): string[] {
  return ['apps', app, 'deployments', deployment, 'instances', instance];
}

/** Throws `Failure` `invalid` for names that would lead to another place: a URL takes `.` and `..` for folders. */
function encoded(path: readonly string[]): string {
  const odd = path.find((part) => part === '' || part === '.' || part === '..');
  if (odd !== undefined)
    throw new Failure({
      code: 'invalid',
      what: say('The instance cannot be reached.'),
      why: say("'{0}' is no name of an app, a deployment or an instance.", odd),
    });
  return path.map((part) => encodeURIComponent(part)).join('/');
}

/** Only a host name, with a port for the sandbox: anything else in the field could send the bearer elsewhere. */
function originOf({ serviceFqdn, service }: InstanceAddress): string {
  if (/^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?(?::\d{1,5})?$/i.test(serviceFqdn))
    return `wss://${serviceFqdn}`;
  throw new Failure({
    code: 'refused',
    what: say("The instances of '{0}' cannot be reached.", service),
    why:
      serviceFqdn === ''
        ? say('Azure does not say under which name the service is reached; it may still be starting.')
        : say('The name under which Azure says the service is reached is no host name.'),
    remedy: say('Refresh, and check that the service is running.'),
    action: 'refresh',
  });
}
