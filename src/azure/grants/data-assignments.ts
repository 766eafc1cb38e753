import { definitionName } from '../../access/built-in-role';
import { nameOf, sameArmId } from '../../estate/ids/arm-id';
import { sameId } from '../../estate/held-identity';
import type { CosmosGrant, RedisGrant } from '../../grants/grant';
import { grantName } from '../../grants/plan/grant-name';
import { Failure } from '../../lifecycle/failure';
import { say } from '../../lifecycle/text';
import { apiVersions } from '../api-versions';
import { cosmosGrants, isManaged, redisGrants, redisVersion } from '../read/access/store-children';
import { pathOf } from '../wire/arm';
import type { GrantKind } from './grant-kind';

/** Roles of Cosmos DB for data. */
export const cosmosRoles: GrantKind<CosmosGrant> = {
  async find(arm, { grant, grantee, subscription }, signal) {
    const what = say("Could not read the data roles of '{0}'.", nameOf(grant.account));
    const all = cosmosGrants(arm, grant.account, { access: subscription, what, signal });
    for await (const { id, grant: found, principalId } of all)
      if (
        sameId(principalId, grantee.principalId) &&
        sameArmId(found.scope, grant.scope) &&
        definitionName(found.roleDefinitionId) === definitionName(grant.roleDefinitionId)
      )
        return { id };
    return undefined;
  },

  async making({ grant, grantee }) {
    const name = await grantName(grant, grantee.principalId);
    const { roleDefinitionId, scope } = grant;
    return {
      method: 'PUT',
      path: `${pathOf(grant.account)}/sqlRoleAssignments/${name ?? ''}?api-version=${apiVersions.cosmos}`,
      body: { properties: { roleDefinitionId, scope, principalId: grantee.principalId } },
    };
  },

  removing(_ask, { id }) {
    return { method: 'DELETE', path: `${pathOf(id)}?api-version=${apiVersions.cosmos}` };
  },
};

/** Access policies of caches. */
export const redisPolicies: GrantKind<RedisGrant> = {
  async find(arm, { grant, grantee, subscription }, signal) {
    const what = say("Could not read the access policies of '{0}'.", nameOf(grant.scope));
    const all = redisGrants(arm, grant.scope, { access: subscription, what, signal });
    for await (const { id, grant: found, principalId } of all) {
      if (!sameId(principalId, grantee.principalId)) continue;
      if (found.policy.toLowerCase() === grant.policy.toLowerCase()) return { id };
      throw otherPolicy(nameOf(grant.scope), found.policy);
    }
    return undefined;
  },

  making({ grant: { scope, policy }, grantee: { principalId, name } }) {
    return Promise.resolve({
      method: 'PUT',
      path: `${pathOf(scope)}/accessPolicyAssignments/${encodeURIComponent(principalId)}?${redisVersion(scope)}`,
      body: {
        properties: isManaged(scope)
          ? { accessPolicyName: policy, user: { objectId: principalId } }
          : { accessPolicyName: policy, objectId: principalId, objectIdAlias: name },
      },
    });
  },

  removing({ grant }, { id }) {
    return { method: 'DELETE', path: `${pathOf(id)}?${redisVersion(grant.scope)}` };
  },
};

/** A cache takes one policy for each user; another one sent under the same name would replace it. */
function otherPolicy(cache: string, policy: string): Failure {
  return new Failure({
    code: 'conflict',
    what: say("The identity has access policy '{0}' of '{1}' already.", policy, cache),
    why: say('A cache takes one access policy for each identity; nothing was sent.'),
    remedy: say('Take that one away first, in the Azure portal for example.'),
    action: 'open-portal',
  });
}
