import { isWideRole, managesEverything } from '../../access/wide-roles';
import { nameOf } from '../../estate/ids/arm-id';
import type { HeldIdentity } from '../../estate/held-identity';
import type { RoleAssignment, RoleListing } from '../../estate/grants';
import { scopeText } from '../../estate/scope-text';
import { say, type Text } from '../../lifecycle/text';
import type { RuleInfo } from '../../rules/rule';
import { heldText } from '../impact/impact';
import { auditRules } from './audit-rules';
import type { KeptApp, KeptIdentity } from './kept-state';

export interface AuditRemark {
  readonly rule: RuleInfo;
  readonly message: Text;
}

/** Roles that let whoever gets into the app change resources. Those of a group count as well: they are as good as its own. */
export function wideRoles(held: HeldIdentity, { assignments }: RoleListing): readonly AuditRemark[] {
  return assignments.filter(isWide).map(({ roleName, roleDefinitionId, scope, throughGroup }) => {
    const args = [heldText(held), roleName ?? nameOf(roleDefinitionId), scopeText(scope)] as const;
    return {
      rule: auditRules.wideRole,
      message:
        throughGroup === true
          ? say(
              "Role '{1}' at {2}, which {0} has through a group, lets whoever gets into the app change resources.",
              ...args,
            )
          : say(
              "Role '{1}' at {2}, which {0} has, lets whoever gets into the app change resources.",
              ...args,
            ),
    };
  });
}

function isWide({ roleName, permissions }: RoleAssignment): boolean {
  return (roleName !== undefined && isWideRole(roleName)) || managesEverything(permissions ?? []);
}

/** A system-assigned identity that was kept and is proven to be gone: the app has another one, none, or is gone itself. */
export function goneIdentity(kept: KeptApp, now: KeptApp | undefined): KeptIdentity | undefined {
  const was = kept.identities.find(({ id }) => id === 'system');
  const is = now?.identities.find(({ id }) => id === 'system');
  if (was?.principalId === undefined || (is !== undefined && is.principalId === undefined)) return undefined;
  return was.principalId === is?.principalId ? undefined : was;
}

export function orphans(
  app: string,
  principalId: string,
  { assignments }: RoleListing,
): readonly AuditRemark[] {
  return assignments
    .filter((one) => one.principalId.toLowerCase() === principalId)
    .map(({ roleName, roleDefinitionId, scope }) => ({
      rule: auditRules.orphan,
      message: say(
        "Role '{0}' at {1} is granted to principal {2}, the former system-assigned identity of '{3}': it can be deleted.",
        roleName ?? nameOf(roleDefinitionId),
        scopeText(scope),
        principalId,
        app,
      ),
    }));
}

/** What is different from what was kept; what was not read on one of the sides is not compared. */
export function drift(kept: KeptApp, now: KeptApp | undefined): readonly AuditRemark[] {
  const name = nameOf(kept.id);
  if (now === undefined) return [remark(say("'{0}' is gone.", name))];
  const [had, has] = [kept, now].map(({ identities }) => new Map(identities.map((one) => [one.id, one])));
  return [
    ...[...(had?.values() ?? [])]
      .filter(({ id }) => has?.has(id) !== true)
      .map((one) => remark(say("'{0}' no longer has {1}.", name, label(one)))),
    ...[...(has?.values() ?? [])].flatMap((one): readonly AuditRemark[] => {
      const before = had?.get(one.id);
      if (before === undefined) return [remark(say("'{0}' has {1} now.", name, label(one)))];
      return changesOf(name, before, one);
    }),
  ];
}

export function appeared(now: KeptApp): readonly AuditRemark[] {
  return [remark(say("'{0}' was not there when the state was kept.", nameOf(now.id)))];
}

function changesOf(name: string, before: KeptIdentity, now: KeptIdentity): readonly AuditRemark[] {
  if (
    before.principalId !== undefined &&
    now.principalId !== undefined &&
    before.principalId !== now.principalId
  )
    return [
      remark(
        say(
          "In '{1}', {0} is another principal: {2}, not {3}.",
          label(now),
          name,
          now.principalId,
          before.principalId,
        ),
      ),
    ];
  if (before.grants === undefined || now.grants === undefined) return [];
  const [had, has] = [new Set(before.grants), new Set(now.grants)];
  return [
    ...before.grants
      .filter((grant) => !has.has(grant))
      .map((grant) => remark(say("In '{1}', {0} no longer has {2}.", label(now), name, grant))),
    ...now.grants
      .filter((grant) => !had.has(grant))
      .map((grant) => remark(say("In '{1}', {0} has {2} now.", label(now), name, grant))),
  ];
}

function label({ id }: KeptIdentity): Text {
  return id === 'system' ? say('the system-assigned identity') : say("identity '{0}'", nameOf(id));
}

function remark(message: Text): AuditRemark {
  return { rule: auditRules.drift, message };
}
