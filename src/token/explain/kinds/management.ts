import type { Cause, Reading } from '../refusal';
import { asOnly, kind, type Kind, type Near } from './kind';
import { isGuid } from '../../../estate/ids/guid';
import { first } from '../log-text';
import { identity, permission, prefixed, target } from '../reading';

/**
 * Who ARM says was refused: `The client '{a}' with object id '{b}'`. For managed identities a is often b again; one that is another GUID is
 * a client ID, and one with an @ a person.
 */
function client(text: string): ReturnType<typeof identity> {
  const [, a = '', b = ''] = /client '([^']{1,200})' with object id '([^']{1,80})'/i.exec(text) ?? [];
  const principalId = isGuid(b) ? b.toLowerCase() : undefined;
  const isClient = isGuid(a) && a.toLowerCase() !== principalId;
  return identity({
    clientId: isClient ? a.toLowerCase() : undefined,
    principalId,
    name: a.includes('@') ? a : undefined,
  });
}

function refusedByArm({ record }: Near): Reading {
  return {
    ...client(record),
    ...target(
      prefixed(
        'arm:',
        first(record, /over scope '([^']{1,600})'/i) ?? first(record, /on scope '([^']{1,600})'/i),
      ),
    ),
    ...permission(first(record, /perform action '([^']{3,200})'/i)),
  };
}

const tokenCodes: readonly (readonly [RegExp, Cause])[] = [
  [/ExpiredAuthenticationToken/i, 'token-expired'],
  [/InvalidAuthenticationTokenTenant/i, 'wrong-tenant'],
  [/InvalidAuthenticationTokenAudience/i, 'wrong-audience'],
];

/** The second is said of every refusal since conditions are evaluated; it tells of none. */
const refusedWords: readonly string[] = [
  'does not have authorization to perform action',
  'does not have authorization or an abac condition not fulfilled to perform action',
];

const armKinds: readonly Kind[] = [
  kind('arm.authorization', 'role-missing', refusedWords, (near) =>
    /has permission to perform action/i.test(near.text.slice(0, 200)) ? undefined : refusedByArm(near),
  ),
  kind('rbac.denied', 'grantor-lacks-right', refusedWords, (near) =>
    /roleAssignments\/(?:write|delete)'/i.test(near.text) ? refusedByArm(near) : undefined,
  ),
  kind('arm.abac', 'grantor-lacks-right', ['abac condition that is not fulfilled'], refusedByArm),
  kind('arm.deny', 'grantor-lacks-right', ['denyassignmentauthorizationfailed'], refusedByArm),
  kind(
    'arm.token',
    'ambiguous',
    ['expiredauthenticationtoken', 'invalidauthenticationtokentenant', 'invalidauthenticationtokenaudience'],
    (near) => {
      const cause = tokenCodes.find(([code]) => code.test(near.text.slice(0, 80)))?.[1];
      return cause === undefined ? {} : { cause };
    },
  ),
  kind(
    'graph.denied',
    'role-missing',
    ['authorization_requestdenied', 'insufficient privileges to complete the operation'],
    () => ({}),
  ),
  kind(
    'graph.token',
    'wrong-audience',
    ['invalidauthenticationtoken"', "invalidauthenticationtoken'", 'code: invalidauthenticationtoken'],
    (near) =>
      /InvalidAuthenticationToken(?:Tenant|Audience)/i.test(near.text.slice(0, 60)) ? undefined : {},
  ),
  kind(
    'easyauth.denied',
    'wrong-audience',
    ['you do not have permission to view this directory or page', 'idx10214'],
    () => ({}),
  ),
];

const deploymentKinds: readonly Kind[] = [
  kind(
    'rbac.principal-not-found',
    'principal-not-replicated',
    ['principalnotfound', 'does not exist in the directory'],
    (near) => {
      const bare = first(
        near.record,
        /Principal '?([0-9a-f]{32}|[0-9a-f-]{36})'? does not exist in the directory/i,
      );
      return bare === undefined && !near.text.includes('PrincipalNotFound')
        ? undefined
        : identity({ principalId: dashed(bare) });
    },
  ),
  kind(
    'rbac.exists',
    'assignment-exists',
    ['roleassignmentexists', 'the role assignment already exists'],
    () => ({}),
  ),
  kind(
    'rbac.update-not-permitted',
    'assignment-stale',
    ['roleassignmentupdatenotpermitted', 'principal id, and scope are not allowed to be updated'],
    () => ({}),
  ),
  kind(
    'rbac.principal-type',
    'principal-type',
    ['unmatchedprincipaltype', 'which is different from specified princ'],
    (near) => identity({ principalId: dashed(first(near.record, /PrincipalId '([0-9a-f-]{32,36})'/i)) }),
  ),
  kind('rbac.limit', 'quota', ['roleassignmentlimitexceeded'], () => ({})),
  kind(
    'id.linked',
    'grantor-lacks-right',
    ['linkedauthorizationfailed', 'does not have permission to perform action'],
    (near) => {
      const { record } = near;
      if (!/linked scope/i.test(record)) return undefined;
      return {
        ...client(record),
        ...target(prefixed('arm:', first(record, /linked scope\(s\) '([^']{1,600})'/i))),
        ...permission(first(record, /does not have permission to perform action(?:\(s\))? '([^']{3,200})'/i)),
      };
    },
  ),
  kind(
    'id.failed-operation',
    'ambiguous',
    ['failedidentityoperation', 'identity operation for resource'],
    (near) => ({
      ...target(prefixed('arm:', first(near.record, /Identity operation for resource '([^']{1,600})'/i))),
      ...causeOfOperation(near.record),
    }),
  ),
  kind('id.invalid-values', 'bad-request-shape', ['invalididentityvalues'], () => ({})),
  kind(
    'id.gone',
    'identity-gone',
    ["the resource 'microsoft.managedidentity/userassignedidentities/"],
    (near) => {
      const [, name, group] =
        /userAssignedIdentities\/([^']{1,128})' under resource group '([^']{1,90})' was not found/i.exec(
          near.text,
        ) ?? [];
      return name === undefined || group === undefined ? undefined : identity({ name });
    },
  ),
  asOnly(
    'wrapper',
    kind(
      'aca.operation',
      'busy',
      ['containerappoperationinprogress', 'containerappoperationerror'],
      (near) =>
        /ContainerAppOperationInProgress/i.test(near.text) || !/unable to|invalid/i.test(near.record)
          ? {}
          : undefined,
    ),
  ),
];

function causeOfOperation(text: string): Pick<Reading, 'cause'> {
  if (/request format was unexpected|requires identities to be assigned/i.test(text))
    return { cause: 'bad-request-shape' };
  if (
    /Status: '?(?:429|499|Conflict|TooManyRequests|409)|pending delete operation|Client Closed Request/i.test(
      text,
    )
  )
    return { cause: 'busy' };
  if (/Status: '?(?:NotFound|404)|was not found|does not exist/i.test(text))
    return { cause: 'identity-gone' };
  return {};
}

function dashed(id: string | undefined): string | undefined {
  if (id === undefined) return undefined;
  const bare = id.replaceAll('-', '').toLowerCase();
  return bare.length === 32 ? bare.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') : undefined;
}

export const managementKinds: readonly Kind[] = [...armKinds, ...deploymentKinds];
