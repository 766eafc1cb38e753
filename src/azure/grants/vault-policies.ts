import { policyOf } from '../../access/access-at';
import { nameOf } from '../../estate/ids/arm-id';
import type { PolicyGrant } from '../../grants/grant';
import type { GrantAsk } from '../../grants/ports';
import { Failure } from '../../lifecycle/failure';
import { say } from '../../lifecycle/text';
import { apiVersions } from '../api-versions';
import { readVault } from '../read/access/vaults';
import { pathOf } from '../wire/arm';
import type { GrantKind, Sending } from './grant-kind';

const version = `api-version=${apiVersions.keyVault}`;

/** Access policies of vaults. Azure merges what is added and takes away what is removed, word by word. */
export const vaultPolicies: GrantKind<PolicyGrant> = {
  async find(arm, { grant, grantee, subscription }, signal) {
    const what = say("Could not read the access policies of vault '{0}'.", nameOf(grant.scope));
    const { body } = await arm.get(`${pathOf(grant.scope)}?${version}`, {
      access: subscription,
      what,
      signal,
    });
    const vault = readVault(body);
    if (vault.usesRbac) throw otherMode(vault.name);
    const has = new Set(
      (policyOf(vault, grantee.principalId)?.permissions ?? []).map((word) => word.toLowerCase()),
    );
    const kinds = new Set(
      grant.permissions.filter((word) => has.has(word.toLowerCase()) || hasAll(has, word)),
    );
    return kinds.size === grant.permissions.length ? { id: vault.id } : undefined;
  },

  making(ask) {
    return Promise.resolve(sending(ask, 'add'));
  },

  removing(ask) {
    return sending(ask, 'remove');
  },
};

/** `all` of a kind stands for every word of it. */
function hasAll(has: ReadonlySet<string>, permission: string): boolean {
  return has.has(`${permission.split(' ')[0]?.toLowerCase() ?? ''} all`);
}

function sending({ grant, grantee }: GrantAsk<PolicyGrant>, how: 'add' | 'remove'): Sending {
  const permissions: Record<string, string[]> = {};
  for (const permission of grant.permissions) {
    const [kind = '', word = ''] = permission.split(' ');
    (permissions[kind] ??= []).push(word);
  }
  const policy = { tenantId: grantee.tenantId, objectId: grantee.principalId, permissions };
  return {
    method: 'PUT',
    path: `${pathOf(grant.scope)}/accessPolicies/${how}?${version}`,
    body: { properties: { accessPolicies: [policy] } },
  };
}

function otherMode(name: string): Failure {
  return new Failure({
    code: 'conflict',
    what: say("An access policy has no effect on vault '{0}'.", name),
    why: say('The vault goes by roles of Azure; nothing was sent.'),
    remedy: say('Grant a role at the vault instead.'),
    action: 'refresh',
  });
}
