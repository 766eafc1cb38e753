import { knownTargets, targetOf, type Target as TokenTarget } from '../../../../access/target';
import { heldIdentities } from '../../../../estate/held-identity';
import { nameOf, sameArmId } from '../../../../estate/ids/arm-id';
import { appsUsing, findApp, systemClientIdOf, type FoundApp } from '../../../../estate/lookup';
import { resourceKey } from '../../../../estate/resources';
import { wishWords, type JudgedApp } from '../../../../token/judge/answerer';

import { choiceOf, choicesOf, type WhichIdentity } from '../../../../token/token-wish';
import type { Choice } from '../../../window/questions';
import type { Target } from '../../../target';
import type { TokenWay } from '../../../ways-in';
import { worded, type Translate } from '../../../words';
import type { CommandDependencies } from '../../dependencies';
import { pickApp } from '../../pick/pick-app';

/** Whom to ask, how to get there, for what, and as whom. */
export interface TokenQuestion {
  readonly found: FoundApp;
  readonly way: TokenWay;
  readonly target: TokenTarget;
  readonly asked: WhichIdentity;
}

/** The app to ask: of the node, or of an identity one of the apps that use it. */
export async function pickAskedApp(
  deps: CommandDependencies,
  target: Target | undefined,
  title: string,
): Promise<FoundApp | undefined> {
  const found =
    target?.kind === 'identity'
      ? await pickUser(deps, target.identity, title)
      : await pickApp(deps, target?.kind === 'forward' ? appTarget(deps, target.id) : target, title);
  if (found !== undefined) await deps.recentApps.add(resourceKey(found.app));
  return found;
}

function appTarget({ forwards }: CommandDependencies, id: string): Target | undefined {
  const forward = forwards.all.find((one) => one.id === id);
  return forward && { kind: 'app', key: forward.app.key };
}

async function pickUser(deps: CommandDependencies, identity: string, title: string) {
  const users = appsUsing(deps.estate.snapshot, identity);
  if (users.length <= 1) return users[0];
  return deps.dialogs.pickOne(
    { title, placeholder: deps.t("As '{0}' in which app?", nameOf(identity)) },
    users.map((user) => ({
      label: `$(package) ${user.app.name}`,
      description: user.service.name,
      value: user,
    })),
  );
}

/** The app as verdicts look at it. The client ID of a system-assigned identity is asked for, as far as Azure tells it. */
export async function judgedApp(
  deps: CommandDependencies,
  { app, subscription }: FoundApp,
): Promise<JudgedApp> {
  const key = resourceKey(app);
  const { principalId } = app.identity;
  if (principalId !== undefined)
    await deps.inventory.open({ kind: 'system-client-id', app: key, principalId });
  const now = findApp(deps.estate.snapshot, key)?.app ?? app;
  const systemClientId = systemClientIdOf(deps.estate.snapshot, now);
  return {
    id: now.id,
    name: now.name,
    identity: now.identity,
    tenantId: subscription.tenantId,
    ...(systemClientId !== undefined && { systemClientId }),
  };
}

/** As whom: the node's identity, else what the user picks. "No client ID" comes first: it is what most code does. */
export async function pickIdentity(
  { dialogs, t }: CommandDependencies,
  app: JudgedApp,
  { target, title }: { readonly target?: Target | undefined; readonly title: string },
): Promise<WhichIdentity | undefined> {
  const given = identityOf(app, target);
  if (given !== undefined) return given;
  return dialogs.pickOne<WhichIdentity>(
    { title, placeholder: t('As which identity?') },
    choicesOf(app).map((value) => ({
      label: worded(wishWords(value, app).subject, t),
      description: choiceWords(value, t),
      value,
    })),
  );
}

/** Two GUIDs look alike: which of an identity's IDs it is asked by is said. */
function choiceWords(choice: WhichIdentity, t: Translate): string {
  switch (choice.by) {
    case 'none':
      return t('as code without one would ask');
    case 'client-id':
      return t('client ID {0}', choice.value);
    case 'object-id':
      return t('principal ID {0}', choice.value);
    case 'resource-id':
      return choice.value;
  }
}

function identityOf(app: JudgedApp, target: Target | undefined): WhichIdentity | undefined {
  const held = heldIdentities(app).find(({ kind, id }) => {
    if (target?.kind === 'system-identity') return kind === 'system';
    if (target?.kind !== 'user-identity' && target?.kind !== 'identity') return false;
    return kind === 'user-assigned' && id !== undefined && sameArmId(id, target.identity);
  });
  return held && choiceOf(held);
}

/** For what: used lately, known, or typed. */
export async function pickTokenTarget(
  deps: CommandDependencies,
  title: string,
): Promise<TokenTarget | undefined> {
  const { dialogs, recentTargets, t } = deps;
  const lately = recentTargets.all.map(targetOf).filter((target) => target !== undefined);
  const known = knownTargets.filter((target) => !lately.some(({ resource }) => resource === target.resource));
  const picked = await dialogs.pickOne<TokenTarget | 'typed'>(
    { title, placeholder: t('A token for what?') },
    [
      ...(lately.length > 0
        ? [{ label: t('used lately') }, ...lately.map(offerOf), { label: t('all') }]
        : []),
      ...known.map(offerOf),
      {
        label: t('Another application...'),
        description: t('a Function, an application ID URI, a URL'),
        value: 'typed',
      },
    ],
  );
  const target = picked === 'typed' ? await typeTarget(deps, title) : picked;
  if (target !== undefined) await recentTargets.add(target.resource);
  return target;
}

function offerOf(target: TokenTarget): Choice<TokenTarget> {
  return target.label === target.resource
    ? { label: target.label, value: target }
    : { label: target.label, description: target.resource, value: target };
}

async function typeTarget(
  { dialogs, t }: CommandDependencies,
  title: string,
): Promise<TokenTarget | undefined> {
  const typed = await dialogs.text({
    title,
    placeholder: t('Application ID URI, application ID or URL, for example api://orders'),
    validate: (text) =>
      targetOf(text) === undefined ? t('This is no URI and no application ID.') : undefined,
  });
  return typed === undefined ? undefined : targetOf(typed);
}
