import type { Reading } from '../refusal';
import { fromPostgres } from './databases/postgres';
import { hostTarget } from '../target-names';
import { asOnly, kind, mayBeAzure, type Kind, type Near } from './kind';
import { first, guidAfter } from '../log-text';
import { identity, permission, target, prefixed } from '../reading';

/** Applications fail to start for many reasons; only what names Azure may have to do with an identity. */
function aboutAzure({ record }: Near): Reading | undefined {
  return /com\.azure|microsoft\.aad|\.azure\.com|\.windows\.net|\.azconfig\.io|Azure(?:Token|Identity|Credential)/.test(
    record,
  )
    ? {}
    : undefined;
}

/** What frameworks and hosts print around a cause. */
export const startupKinds: readonly Kind[] = [
  asOnly(
    'wrapper',
    kind('startup.keyvault', 'startup-cascade', ['failed to configure keyvault property source'], (near) =>
      target(hostTarget('keyvault', near.record)),
    ),
  ),
  asOnly(
    'wrapper',
    kind(
      'startup.appconfig',
      'startup-cascade',
      [
        'there was an error reading configuration from azure app configuration store',
        'failed to generate property sources for https://',
      ],
      (near) => target(hostTarget('appconfig', near.record)),
    ),
  ),
  kind(
    'startup.arm-lookup',
    'sdk-config',
    ["' failed due to: com.azure.core.management.exception.managementexception"],
    (near) => {
      if (!/Fetching \w{3,40} with name '/i.test(near.record)) return undefined;
      const { record } = near;
      const principalId = guidAfter(record, "object id '");
      const clientId = guidAfter(record, "The client '");
      return {
        ...identity({ clientId: clientId === principalId ? undefined : clientId, principalId }),
        ...target(prefixed('arm:', first(record, /over scope '([^']{1,600})'/i))),
        ...permission(first(record, /perform action '([^']{3,200})'/i)),
      };
    },
  ),
  asOnly(
    'noise',
    kind('startup.pool', 'startup-cascade', ['exception during pool initialization'], aboutAzure),
  ),
  asOnly(
    'noise',
    kind(
      'startup.context',
      'startup-cascade',
      ['application run failed', 'application failed to start', 'error creating bean with name'],
      aboutAzure,
    ),
  ),
  kind('startup.pg-no-plugin', 'sdk-config', ['authentication, but no password was provided'], (near) =>
    mayBeAzure(near, fromPostgres) ? {} : undefined,
  ),
  kind(
    'startup.kafka-no-token',
    'token-missing',
    ["no oauth bearer tokens in subject's private credentials"],
    () => ({}),
  ),
  kind(
    'startup.msal-missing',
    'sdk-config',
    [
      'failed to load msal4j java library',
      'noclassdeffounderror: com/azure/identity',
      'noclassdeffounderror: com/microsoft/aad/msal4j',
    ],
    () => ({}),
  ),
  asOnly(
    'wrapper',
    kind('asa.112404', 'startup-cascade', ['112404:'], () => ({})),
  ),
  asOnly(
    'wrapper',
    kind('asa.112405', 'startup-cascade', ['112405:'], () => ({})),
  ),
  asOnly(
    'wrapper',
    kind(
      'aca.revision-failed',
      'startup-cascade',
      ['failed to provision revision for container app'],
      () => ({}),
    ),
  ),
];
