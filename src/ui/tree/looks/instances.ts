import { findApp } from '../../../estate/lookup';
import { shown } from '../../../estate/loadable';
import { resourceKey, type Deployment } from '../../../estate/resources';
import type { DebuggingState } from '../../../tunnel/known-debugging';
import type { Translate } from '../../words';
import { deploymentOf } from '../nodes/children';
import type { TreeState } from '../nodes/state';
import type { DeploymentNode, InstanceNode, InstancesNode } from '../nodes/node';
import { appOf } from '../nodes/state';
import { errorColor, gone, quietColor, spoken, type Look, type LookContext } from './look';
import { traitsOf } from '../../../hosts/spring/plans';
import { stateNews } from '../../../hosts/spring/states';
import { worded } from '../../words';

export function describeInstances(node: InstancesNode, { state, t }: LookContext): Look {
  const app = appOf(state, node);
  if (app === undefined) return gone(t);
  const listed = state.snapshot.deployments.get(node.app);
  const deployments = listed && shown(listed);
  const running = deployments
    ?.flatMap((deployment) => deployment.instances)
    .filter((instance) => instance.status.toLowerCase() === 'running').length;
  const doors = (deployments ?? []).flatMap((one) => {
    const debugging = state.debuggingOf?.(resourceKey(one));
    return (debugging && debuggingWords(debugging, t)) ?? [];
  });
  const words = [...new Set(doors), ...(running === undefined ? [] : [t('{0} running', running)])];
  return {
    label: t('Instances'),
    ...(words.length === 0 ? {} : { description: words.join(' · ') }),
    icon: { id: listed?.state === 'loading' ? 'loading~spin' : 'layers' },
    tooltip: { title: t('Instances of {0}, by deployment', app.name) },
    accessible: spoken(t('Instances of {0}', app.name), ...words),
    can: ['refresh'],
    fold: 'collapsed',
  };
}

export function describeDeployment(node: DeploymentNode, { state, t }: LookContext): Look {
  const deployment = deploymentOf(node, state);
  if (deployment === undefined) return gone(t);
  const debugging = hasDebugging(node, state) ? state.debuggingOf?.(node.deployment) : undefined;
  const status = statusWords(deployment, debugging && debuggingWords(debugging, t), t);
  return {
    label: deployment.name,
    description: status.join(' · '),
    icon: deploymentIcon(deployment),
    tooltip: {
      title: t('Deployment {0}', deployment.name),
      rows: [
        [t('Receives traffic'), deployment.active ? t('yes') : t('no')],
        [t('Status'), deployment.status],
        [t('State'), deployment.state.word],
        [t('Instances'), String(deployment.instances.length)],
        ...debuggingRows(debugging, t),
      ],
    },
    accessible: spoken(t('Deployment {0}', deployment.name), ...status),
    can: hasDebugging(node, state) ? changesOf(debugging) : [],
    fold: deployment.active ? 'expanded' : 'collapsed',
  };
}

/** An open door is the news. */
function statusWords(
  { active, status, state }: Deployment,
  door: string | undefined,
  t: Translate,
): readonly string[] {
  const news = stateNews(state);
  return [
    ...(door === undefined ? [] : [door]),
    active ? t('active') : t('not active'),
    status,
    ...(news === undefined ? [] : [worded(news, t)]),
  ];
}

export function describeInstance(node: InstanceNode, { state, t }: LookContext): Look {
  const instance = deploymentOf(node, state)?.instances.find(({ name }) => name === node.name);
  if (instance === undefined) return gone(t);
  const running = instance.status.toLowerCase() === 'running';
  return {
    label: instance.name,
    description: instance.status,
    icon: running ? { id: 'vm-running' } : { id: 'vm', color: quietColor },
    tooltip: {
      title: instance.name,
      rows: [
        [t('Status'), instance.status],
        [t('Discovery'), instance.discoveryStatus],
        [t('Started'), instance.startTime],
        [t('Reason'), instance.reason],
      ],
    },
    accessible: spoken(t('Instance {0}', instance.name), instance.status),
    can: [
      ...(running ? ['testToken' as const] : []),
      ...(running && hasDebugging(node, state) ? ['port' as const] : []),
    ],
    fold: 'leaf',
  };
}

function deploymentIcon({ active, state }: Deployment): Look['icon'] {
  if (state.is === 'failed') return { id: 'error', color: errorColor };
  return { id: 'layers', ...(active ? {} : { color: quietColor }) };
}

/** `undefined` where there is nothing to see. */
function debuggingWords(debugging: DebuggingState, t: Translate): string | undefined {
  if (debugging.is === 'updating') return t('debugging: updating...');
  return isOpen(debugging) ? t('debugging on, port {0}', String(debugging.port)) : undefined;
}

function debuggingRows(
  debugging: DebuggingState | undefined,
  t: Translate,
): readonly (readonly [string, string])[] {
  if (debugging === undefined) return [];
  const words =
    debugging.is === 'unreadable'
      ? t('not known: {0}', debugging.why)
      : (debuggingWords(debugging, t) ?? t('off'));
  return [[t('Remote debugging'), words]];
}

function isOpen(debugging: DebuggingState): debugging is Extract<DebuggingState, { is: 'known' }> {
  return debugging.is === 'known' && debugging.enabled;
}

/** One of the two, and none while it changes. What is not known is asked for by either command. */
function changesOf(debugging: DebuggingState | undefined): Look['can'] {
  if (debugging === undefined) return ['enableDebugging'];
  if (debugging.is === 'updating') return [];
  return isOpen(debugging) ? ['disableDebugging'] : ['enableDebugging'];
}

function hasDebugging(node: DeploymentNode | InstanceNode, state: TreeState): boolean {
  const service = findApp(state.snapshot, node.app)?.service;
  return service === undefined || traitsOf(service.plan).remoteDebugging;
}
