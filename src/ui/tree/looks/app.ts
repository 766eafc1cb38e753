import { hasSystem, isMixed } from '../../../estate/app-identity';
import { findApp, type FoundApp } from '../../../estate/lookup';
import { systemClientIdOf } from '../../../estate/lookup';
import { principalKey } from '../../../estate/resources';
import type { SpringApp } from '../../../estate/resources';
import { verbatim } from '../../../lifecycle/text';
import type { Operation } from '../../../operations/operation';
import type { Capability } from '../../contributions';
import { elapsedWords, idWords, kindsWords, worded, type Translate } from '../../words';
import type { AppNode, SystemNode, UserAssignedNode } from '../nodes/node';
import { appOf } from '../nodes/state';
import { unreadPlaces } from '../nodes/grants';
import { unreadWords } from './grants';
import { countWords, troubleIcon, troubleWords } from './findings';
import { errorColor, gone, quietColor, spoken, type Look, type LookContext } from './look';
import { traitsOf, maxUserAssigned } from '../../../hosts/spring/plans';
import { stateNews } from '../../../hosts/spring/states';

function mixedWarning(t: Translate): string {
  return t(
    'Both kinds of identity: a token that is asked for without a client ID may be of either. Microsoft advises against mixing them.',
  );
}

export function describeApp(node: AppNode, { state, t, now }: LookContext): Look {
  const found = findApp(state.snapshot, node.app);
  if (found === undefined) return gone(t);
  const { app, service, subscription } = found;
  const operation = state.operationOf(node.app);
  const kinds = kindsWords(app.identity, t);
  const stateText = stateWords(app, operation, { t, now });
  const place = node.at === '' ? undefined : service.name;
  const findings = state.findingsOf(found);
  const trouble = troubleWords(findings, t);
  return {
    label: app.name,
    description: [stateText, kinds, place].filter((part) => part !== undefined).join(' · '),
    icon: appIcon(app, operation, troubleIcon(findings)),
    tooltip: {
      title: app.name,
      rows: [
        [t('Identities'), kinds],
        [t('State'), operation === undefined ? app.state.word : worded(verbatim(operation.title), t)],
        [t('Service'), service.name],
        [t('Subscription'), subscription.name],
        [t('Region'), app.location],
        [t('Address'), app.url],
      ],
      // With the rule turned off nobody else says it.
      notes: isMixed(app.identity) && trouble.length === 0 ? [mixedWarning(t)] : trouble,
    },
    accessible: spoken(
      t('App {0}', app.name),
      kinds,
      isMixed(app.identity) ? t('warning: both kinds of identity') : undefined,
      trouble.length === 0 ? undefined : countWords(findings, t),
      trouble[0],
      stateText,
      place === undefined ? undefined : t('service {0}', place),
    ),
    can: appCapabilities(found, operation),
    fold: 'collapsed',
  };
}

/** What is worth saying of the state; nothing when all is well. */
function stateWords(
  app: SpringApp,
  operation: Operation | undefined,
  { t, now }: { readonly t: Translate; readonly now: number },
): string | undefined {
  if (operation !== undefined) return t('Updating... {0}', elapsedWords(now - operation.startedAt, t));
  const news = stateNews(app.state);
  return news && worded(news, t);
}

function appIcon(
  app: SpringApp,
  operation: Operation | undefined,
  trouble: Look['icon'] | undefined,
): Look['icon'] {
  if (operation !== undefined) return { id: 'loading~spin' };
  if (app.state.is === 'failed') return { id: 'error', color: errorColor };
  if (app.state.is === 'busy') return { id: 'sync' };
  return trouble ?? { id: 'package' };
}

/** Nothing can be changed while a change is under way: the commands would only refuse. */
function changes(app: SpringApp, operation: Operation | undefined): readonly Capability[] {
  if (operation !== undefined) return [];
  return [
    hasSystem(app.identity) ? 'disableSystem' : 'enableSystem',
    'assign',
    ...(app.identity.userAssigned.length > 0 ? ['removeUser' as const] : []),
  ];
}

function appCapabilities(
  { app, service }: FoundApp,
  operation: Operation | undefined,
): readonly Capability[] {
  return [
    'app',
    'json',
    'link',
    'portal',
    'name',
    'refresh',
    'resourceId',
    'tenantId',
    'testToken',
    ...(traitsOf(service.plan).remoteDebugging ? ['port' as const] : []),
    ...(app.identity.type === 'None' ? [] : ['compare' as const]),
    ...(hasSystem(app.identity) ? ['principalId' as const] : []),
    ...changes(app, operation),
  ];
}

export function describeSystem(node: SystemNode, { state, t }: LookContext): Look {
  const app = appOf(state, node);
  if (app === undefined) return gone(t);
  const change = changes(app, state.operationOf(node.app));
  if (hasSystem(app.identity)) return systemOn(app, change, { state, t });
  return {
    label: t('System-assigned'),
    description: t('off'),
    icon: { id: 'shield', color: quietColor },
    tooltip: { title: t('System-assigned identity of {0}', app.name), rows: [[t('State'), t('off')]] },
    accessible: t('System-assigned identity of {0}, off', app.name),
    can: change.filter((word) => word === 'enableSystem'),
    fold: 'leaf',
  };
}

function systemOn(
  app: SpringApp,
  change: readonly Capability[],
  { state, t }: Pick<LookContext, 'state' | 't'>,
): Look {
  const { principalId, tenantId } = app.identity;
  const clientId = systemClientIdOf(state.snapshot, app);
  const asked =
    principalId !== undefined &&
    state.snapshot.systemClientIds.get(principalKey(app.subscription, principalId));
  const unread = unreadWords(
    unreadPlaces(state.snapshot, { subscription: app.subscription, principalId }),
    t,
  );
  const untold = asked && asked.state === 'ready' && clientId === undefined;
  return {
    label: t('System-assigned'),
    description: [unread, idWords({ clientId, principalId }, t) ?? t('on')]
      .filter((part) => part !== undefined)
      .join(' · '),
    icon: { id: 'shield' },
    tooltip: {
      title: t('System-assigned identity of {0}', app.name),
      rows: [
        [t('Client ID (application ID)'), clientId],
        [t('Principal ID (object ID)'), principalId],
        [t('Tenant ID'), tenantId],
      ],
      notes: untold ? [t('Azure does not tell the client ID of this identity here.')] : [],
    },
    accessible: spoken(
      t('System-assigned identity of {0}, on', app.name),
      unread,
      idWords({ clientId, principalId }, t),
    ),
    // The client ID is asked for when it is copied, so the command is there before it is known.
    can: [
      ...(principalId === undefined ? [] : (['clientId', 'principalId'] as const)),
      'refresh',
      'tenantId',
      'testToken',
      ...change.filter((word) => word === 'disableSystem'),
    ],
    fold: 'collapsed',
  };
}

export function describeUserAssigned(node: UserAssignedNode, { state, t }: LookContext): Look {
  const app = appOf(state, node);
  if (app === undefined) return gone(t);
  const count = app.identity.userAssigned.length;
  const full = count >= maxUserAssigned;
  return {
    label: t('User-assigned ({0}/{1})', count, maxUserAssigned),
    ...(full ? { description: t('full') } : {}),
    icon: count === 0 ? { id: 'key', color: quietColor } : { id: 'key' },
    tooltip: {
      title: t('User-assigned identities of {0}', app.name),
      rows: [[t('Assigned'), t('{0} of at most {1}', count, maxUserAssigned)]],
    },
    accessible: spoken(
      t('User-assigned identities of {0}', app.name),
      t('{0} of at most {1}', count, maxUserAssigned),
    ),
    can: changes(app, state.operationOf(node.app)).filter(
      (word) => word === 'removeUser' || (word === 'assign' && !full),
    ),
    fold: count === 0 ? 'leaf' : 'collapsed',
  };
}
