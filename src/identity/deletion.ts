import { sameArmId, type ArmId } from '../estate/ids/arm-id';
import { sameId } from '../estate/held-identity';
import type { FoundApp } from '../estate/lookup';
import type {
  AssociatedResource,
  AssociatedResources,
  Subscription,
  UserAssignedIdentity,
} from '../estate/resources';
import { Failure } from '../lifecycle/failure';
import { counted, say, type Text, type Words } from '../lifecycle/text';
import type { UserAssignedApi } from './ports';

/** What is known of an identity's use before it is deleted. A failure stands for what could not be read. */
export interface IdentityUse {
  readonly identity: UserAssignedIdentity;
  /** Apps that have it, of those that were read. */
  readonly apps: readonly FoundApp[];
  /** Services whose apps could not be read, and subscriptions that are hidden. */
  readonly unread: { readonly services: readonly string[]; readonly hiddenSubscriptions: number };
  readonly associated: AssociatedResources | Failure;
}

export interface DeletionPlan {
  readonly identity: UserAssignedIdentity;
  readonly apps: readonly FoundApp[];
  /** What Azure counted as using it, for a last look before it is deleted. */
  readonly associated: number | undefined;
  /** `used` and `unknown` are refused unless the name is typed. */
  readonly use: 'none' | 'used' | 'unknown';
  /** Who uses it, and what is not known of that, for people; one sentence each. What it may do is no part of it. */
  readonly losses: readonly Text[];
}

/** More are told by number: a dialog is no page. */
const listedAtMost = 20;

/** What deleting a user-assigned identity breaks. Nothing that could not be read counts as unused. */
export function planDeletion(use: IdentityUse): DeletionPlan {
  const { identity, apps, associated } = use;
  const others = othersOf(use);
  const isUsed = apps.length + others.listed.length + others.unseen > 0;
  const unknown = notKnown(use);
  return {
    identity,
    apps,
    associated: 'total' in associated ? associated.total : undefined,
    use: isUsed ? 'used' : unknown.length > 0 ? 'unknown' : 'none',
    losses: [
      ...usedBy(apps.map(({ app, service }) => say("app '{0}' of '{1}'", app.name, service.name))),
      ...usedBy(others.listed.map(({ name, type }) => say("'{0}' ({1})", name, type))),
      ...(others.unseen > 0
        ? [
            counted(
              others.unseen,
              'Azure counts {0} more resource that uses it and does not say which.',
              'Azure counts {0} more resources that use it and does not say which.',
            ),
          ]
        : []),
      ...unknown,
      say(
        'There is no undelete: a new identity of this name is another one, with another principal and another client ID.',
      ),
    ],
  };
}

/** What Azure lists beside the apps that are known to have it. */
function othersOf({ apps, associated }: IdentityUse): {
  readonly listed: readonly AssociatedResource[];
  readonly unseen: number;
} {
  if (!('total' in associated)) return { listed: [], unseen: 0 };
  const { total, resources } = associated;
  return {
    listed: resources.filter(({ id }) => !apps.some(({ app }) => sameArmId(app.id, id))),
    unseen: Math.max(0, total - resources.length),
  };
}

function usedBy(names: readonly Text[]): readonly Text[] {
  const shown = names
    .slice(0, listedAtMost)
    .map((name) => say('Used by {0}, which then gets no token of it any more.', name));
  const more = names.length - shown.length;
  return more === 0 ? shown : [...shown, say('And by {0} more of this kind.', more)];
}

function notKnown({ unread, associated }: IdentityUse): readonly Text[] {
  const { services, hiddenSubscriptions } = unread;
  return [
    ...(services.length === 0
      ? []
      : [
          say(
            'Whether apps of {0} use it is not known: they could not be read.',
            services
              .slice(0, listedAtMost)
              .map((name) => `'${name}'`)
              .join(', '),
          ),
        ]),
    ...(hiddenSubscriptions === 0
      ? []
      : [
          counted(
            hiddenSubscriptions,
            'Whether apps of {0} subscription that is hidden by your filter use it is not known.',
            'Whether apps of {0} subscriptions that are hidden by your filter use it is not known.',
          ),
        ]),
    ...('total' in associated
      ? []
      : [say('Whether other resources use it is not known: {0}', associated.why)]),
  ];
}

/** What a deletion asks of Azure. */
export interface DeletionApi extends Pick<UserAssignedApi, 'get' | 'delete'> {
  listAssociated(subscription: Subscription, id: ArmId, signal: AbortSignal): Promise<AssociatedResources>;
}

/**
 * Deletes what the plan is about, unless it is another one by then or Azure counts other users than were confirmed. Throws `Failure`:
 * `conflict` when something changed meanwhile (nothing was deleted), and what the port throws.
 */
export async function deleteAsPlanned(
  api: DeletionApi,
  { identity, associated }: DeletionPlan,
  { subscription, signal }: { readonly subscription: Subscription; readonly signal: AbortSignal },
): Promise<void> {
  const recheck = async (checking: AbortSignal): Promise<void> => {
    const now = await api.get(subscription, identity.id, checking);
    if (now === undefined) return;
    if (!sameId(now.principalId, identity.principalId))
      throw changedMeanwhile(identity, say('Another identity of this name is in its place by now.'));
    if (associated === undefined) return;
    const { total } = await api.listAssociated(subscription, identity.id, checking);
    if (total !== associated)
      throw changedMeanwhile(
        identity,
        say('Azure counts {0} users of it by now, and counted {1}.', total, associated),
      );
  };
  await api.delete(subscription, { id: identity.id, recheck }, signal);
}

function changedMeanwhile({ name }: UserAssignedIdentity, why: Words): Failure {
  return new Failure({
    code: 'conflict',
    what: say("The identity '{0}' was not deleted.", name),
    why,
    remedy: say('Look at it again and decide anew.'),
    action: 'refresh',
  });
}
