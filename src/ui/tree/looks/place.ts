import { nameOf, parseArmId } from '../../../estate/ids/arm-id';
import { findService, findSubscription } from '../../../estate/lookup';
import { shown } from '../../../estate/loadable';
import type { SpringService } from '../../../estate/resources';
import { traitsOf } from '../../../hosts/spring/plans';
import { stateNews, type Power } from '../../../hosts/spring/states';
import type { Translate } from '../../words';
import { appsOfGroup } from '../nodes/identity-groups';
import type { GroupNode, ServiceNode, SubscriptionNode } from '../nodes/node';
import { appCountWords, homeWords, useIcon, useWords } from './own-identity';
import { gone, quietColor, spoken, warningColor, type Look, type LookContext } from './look';
import { worded } from '../../words';

export function describeSubscription(node: SubscriptionNode, { state, t }: LookContext): Look {
  const { snapshot } = state;
  const subscription = findSubscription(snapshot, node.key);
  if (subscription === undefined) return gone(t);
  const all = shown(snapshot.reach)?.subscriptions ?? [];
  const severalAccounts = all.some((other) => other.accountId !== subscription.accountId);
  const loading = snapshot.services.get(node.key)?.state === 'loading';
  return {
    label: subscription.name,
    ...(severalAccounts ? { description: subscription.accountLabel } : {}),
    icon: { id: loading ? 'loading~spin' : 'azure' },
    tooltip: {
      title: subscription.name,
      rows: [
        [t('Subscription ID'), subscription.subscriptionId],
        [t('Tenant ID'), subscription.tenantId],
        [t('Account'), subscription.accountLabel],
      ],
      notes:
        snapshot.graphRefused === undefined
          ? []
          : [
              t(
                'Services were listed one subscription at a time, because Azure Resource Graph was refused: {0}',
                snapshot.graphRefused,
              ),
            ],
    },
    accessible: spoken(
      t('Subscription {0}', subscription.name),
      severalAccounts ? t('account {0}', subscription.accountLabel) : undefined,
    ),
    can: ['name', 'portal', 'refresh', 'resourceId', 'subscription', 'tenantId'],
    fold: 'expanded',
  };
}

export function describeService(node: ServiceNode, { state, t }: LookContext): Look {
  const found = findService(state.snapshot, node.key);
  if (found === undefined) return gone(t);
  const { service, subscription } = found;
  const plan = worded(traitsOf(service.plan).name, t);
  const stopped = service.power === 'stopped' ? t('stopped') : undefined;
  const news = stateNews(service.state);
  const said = [stopped, news && worded(news, t), plan, service.location].filter(
    (part) => part !== undefined,
  );
  return {
    label: service.name,
    description: said.join(' · '),
    icon: serviceIcon(state.snapshot.apps.get(node.key)?.state === 'loading', service),
    tooltip: {
      title: service.name,
      rows: [
        [t('Plan'), plan],
        [t('Region'), service.location],
        [t('Power'), powerWords(service.power, t)],
        [t('State'), service.state.word],
        [t('Resource group'), parseArmId(service.id)?.resourceGroup],
        [t('Subscription'), subscription.name],
        [t('Address'), service.fqdn],
      ],
    },
    accessible: spoken(t('Service {0}', service.name), ...said),
    can: ['name', 'portal', 'refresh', 'resourceId', 'service', 'tenantId'],
    fold: 'collapsed',
  };
}

function powerWords(power: Power, t: Translate): string | undefined {
  switch (power) {
    case 'running':
      return t('running');
    case 'stopped':
      return t('stopped');
    case 'unknown':
      return undefined;
  }
}

function serviceIcon(loading: boolean, { power, state }: SpringService): Look['icon'] {
  if (loading) return { id: 'loading~spin' };
  if (power === 'stopped') return { id: 'debug-pause', color: quietColor };
  return state.is === 'failed'
    ? { id: 'server-environment', color: warningColor }
    : { id: 'server-environment' };
}

export function describeGroup(node: GroupNode, { state, t }: LookContext): Look {
  const count = appsOfGroup(node, state).length;
  const apps = typeof node.of === 'string' ? appCountWords(count, t) : useWords(count, state, t);
  if (typeof node.of === 'string') {
    const onlySystem = node.of === 'only-system';
    const label = onlySystem ? t('Only a system-assigned identity') : t('No identity');
    return {
      label,
      description: apps,
      icon: onlySystem ? { id: 'shield' } : { id: 'circle-slash', color: quietColor },
      tooltip: { title: label, rows: [[t('Apps'), String(count)]] },
      accessible: spoken(label, apps),
      can: [],
      fold: 'collapsed',
    };
  }
  const name = nameOf(node.of.identity);
  const parts = parseArmId(node.of.identity);
  return {
    label: name,
    description: [apps, homeWords({ identity: node.of.identity }, state)].join(' · '),
    icon: useIcon(count, state),
    tooltip: {
      title: t('User-assigned identity {0}', name),
      rows: [
        [t('Used by'), apps],
        [t('Resource group'), parts?.resourceGroup],
        [t('Subscription ID'), parts?.subscriptionId],
      ],
    },
    accessible: spoken(
      t('User-assigned identity {0}', name),
      count === 0 ? apps : t('used by {0}', apps),
      parts?.resourceGroup,
    ),
    can: ['clientId', 'identity', 'name', 'portal', 'principalId', 'resourceId', 'testToken'],
    fold: count === 0 ? 'leaf' : 'collapsed',
  };
}
