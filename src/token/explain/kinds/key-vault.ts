import type { Reading } from '../refusal';
import { hostTarget } from '../target-names';
import { asOnly, kind, type Kind, type Near } from './kind';
import { first, guidAfter } from '../log-text';
import { byResourceId, identity, permission, target } from '../reading';

/** Key Vault's `Caller:` line and what stands beside it. */
function caller(near: Near): Reading {
  const { record, text } = near;
  const around = /appid=/i.test(text) ? text : record;
  const vault =
    first(around, /Vault:\s{0,3}([a-z0-9-]{3,24});location/i) ??
    first(around, /key vault '([a-z0-9-]{3,24})(?:;|')/i) ??
    first(around, /Resource:\s{0,3}'[^'\s]{1,200}\/vaults\/([a-z0-9-]{3,24})\b/i);
  return {
    ...identity({
      clientId: guidAfter(around, 'appid='),
      principalId: guidAfter(around, 'oid='),
      ...byResourceId(first(around, /xms_mirid=(\/[^;\s"']{10,500})/i)),
    }),
    ...target(vault === undefined ? hostTarget('keyvault', record) : `keyvault:${vault.toLowerCase()}`),
  };
}

/** The identity that Container Apps names in its messages: `system`, or an ARM id. */
export function appsIdentity(text: string): ReturnType<typeof identity> {
  const named = first(
    text,
    /Managed identity '?(?:with resource Id )?'?(system(?:-assigned)?\b|\/subscriptions\/[^\s'";]{10,500})/i,
  );
  if (named === undefined) return {};
  return /^system/i.test(named) ? identity({ name: 'system' }) : identity(byResourceId(named));
}

const vaultOnly = (near: Near): Reading => target(hostTarget('keyvault', near.record));

export const keyVaultKinds: readonly Kind[] = [
  kind(
    'kv.rbac',
    'role-missing',
    ['forbiddenbyrbac', 'caller is not authorized to perform action on resource'],
    (near) => ({
      ...caller(near),
      ...permission(
        first(near.text, /Action:\s{0,3}'([^']{3,200})'/i) ??
          first(near.record, /Action:\s{0,3}'([^']{3,200})'/i),
      ),
    }),
  ),
  kind('kv.policy', 'policy-missing', ['permission on key vault', 'forbiddenbypolicy'], (near) => {
    const wanted = first(near.record, /does not have (\w{3,20} \w{3,20}) permission on key vault/i);
    const isCode = /^ForbiddenByPolicy\b/i.test(near.text);
    return wanted === undefined && !isCode ? undefined : { ...caller(near), ...permission(wanted) };
  }),
  kind('kv.policy-no-entry', 'policy-missing', ['caller was not found on any access policy'], caller),
  kind(
    'kv.firewall',
    'network',
    ['client address is not authorized and caller is not a trusted service', 'forbiddenbyfirewall'],
    (near) => (/NSP rules/i.test(near.record) ? undefined : caller(near)),
  ),
  kind('kv.nsp', 'network', ['request was not allowed by nsp rules'], caller),
  kind(
    'kv.private-only',
    'network',
    [
      'public network access is disabled and request is not from a trusted service',
      'connection is not an approved private link',
      'forbiddenbyconnection',
    ],
    caller,
  ),
  kind('kv.wrong-tenant', 'wrong-tenant', ['akv10032'], vaultOnly),
  kind('kv.wrong-audience', 'wrong-audience', ['akv10022'], vaultOnly),
  kind('kv.token-expired', 'token-expired', ['akv10100'], vaultOnly),
  // References to secrets, which the host reads for the app.
  kind(
    'kv.ref-appservice',
    'ambiguous',
    [
      'msinotenabled',
      'accesstokeyvaultdenied',
      'managed identity not enabled',
      "denied access to key vault reference's vault",
    ],
    (near) => ({
      ...vaultOnly(near),
      ...(/MSINotEnabled|Managed Identity not enabled/i.test(near.text) && {
        cause: 'no-system-identity' as const,
      }),
    }),
  ),
  kind(
    'kv.ref-aca',
    'ambiguous',
    ['unable to get value using managed identity', 'unable to fetch secret'],
    (near) =>
      /using Managed identity/i.test(near.text)
        ? { ...appsIdentity(near.text), ...vaultOnly(near) }
        : undefined,
  ),
  kind(
    'kv.ref-aca-missing',
    'identity-not-assigned',
    ['was not found when trying to get secret'],
    (near) => ({
      ...appsIdentity(near.record),
      ...vaultOnly(near),
    }),
  ),
  asOnly(
    'vague',
    kind(
      'kv.ref-aca-sync',
      'ambiguous',
      ['error happened when syncing secret', 'syncingsecretfromazurekeyvaultforcontainerappfailed'],
      vaultOnly,
    ),
  ),
  kind('aca.login-egress', 'network', ['.well-known/openid-configuration'], (near) =>
    /EOF|time-?d? ?out|refused|reset by peer|no such host/i.test(near.text.slice(0, 600)) ? {} : undefined,
  ),
];
