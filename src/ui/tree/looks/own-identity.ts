import { nameOf, parseArmId } from '../../../estate/ids/arm-id';
import { shown } from '../../../estate/loadable';
import { findSubscription, rolesOf } from '../../../estate/lookup';
import type { Capability } from '../../contributions';
import type { Translate } from '../../words';
import { servicesNotLoaded } from '../nodes/filter';
import { holderOf, unreadPlaces } from '../nodes/grants';
import type { CredentialNode, OwnIdentityNode, SectionNode, UserNode } from '../nodes/node';
import { usersOf } from '../nodes/own-identities';
import { identityOf, type TreeState } from '../nodes/state';
import { unreadWords } from './grants';
import { quietColor, spoken, type Look, type LookContext, type Tooltip } from './look';

export function appCountWords(count: number, t: Translate): string {
  return count === 1 ? t('1 app') : t('{0} apps', count);
}

/** "3 apps"; that none uses it is only said when all apps were read. The news first: rows are cut off at their end. */
export function useWords(count: number, state: TreeState, t: Translate): string {
  if (count > 0) return appCountWords(count, t);
  return servicesNotLoaded(state) > 0 ? t('use not known') : t('used by no Spring app that is read');
}

/** The same, telling what was not read. */
function useInFull(count: number, state: TreeState, t: Translate): string {
  const missing = count > 0 ? 0 : servicesNotLoaded(state);
  if (missing === 0) return useWords(count, state, t);
  return missing === 1
    ? t('not known: 1 service is not read, and no app of the others uses it')
    : t('not known: {0} services are not read, and no app of the others uses it', missing);
}

/** One that nobody uses looks so only when all apps were read. */
export function useIcon(count: number, state: TreeState): Look['icon'] {
  if (count > 0) return { id: 'key' };
  return servicesNotLoaded(state) > 0
    ? { id: 'key', color: quietColor }
    : { id: 'circle-slash', color: quietColor };
}

/** Where an identity is, so that two of one name can be told apart: its group, and its subscription. */
export function homeWords(node: Pick<OwnIdentityNode, 'identity'>, { snapshot }: TreeState): string {
  const parts = parseArmId(node.identity);
  if (parts === undefined) return '';
  const id = parts.subscriptionId.toLowerCase();
  const known = shown(snapshot.reach)?.subscriptions.find((one) => one.subscriptionId.toLowerCase() === id);
  return `${parts.resourceGroup} / ${known?.name ?? parts.subscriptionId}`;
}

export function describeOwnIdentity(node: OwnIdentityNode, { state, t }: LookContext): Look {
  const name = nameOf(node.identity);
  const listed = identityOf(state, node);
  const count = usersOf(state, node.identity).length;
  const use = useWords(count, state, t);
  const full = useInFull(count, state, t);
  const unread = unreadWords(unreadPlaces(state.snapshot, holderOf(node, state)), t);
  const home = homeWords(node, state);
  const outside = shown(state.snapshot.federated.get(node.key) ?? { state: 'absent' })?.length ?? 0;
  const trusts = outside > 0 ? t('{0} from outside Azure', outside) : undefined;
  return {
    label: name,
    description: [unread, use, trusts, home].filter((part) => part !== undefined).join(' · '),
    icon: useIcon(count, state),
    tooltip: tooltipOf(node, full, { state, t }),
    accessible: spoken(
      t('User-assigned identity {0}', name),
      unread,
      count === 0 ? full : t('used by {0}', use),
      trusts,
      home,
    ),
    can: capabilitiesOf(listed !== undefined, count > 0),
    fold: 'collapsed',
  };
}

function tooltipOf(
  node: OwnIdentityNode,
  use: string,
  { state, t }: Pick<LookContext, 'state' | 't'>,
): Tooltip {
  const listed = identityOf(state, node);
  const parts = parseArmId(node.identity);
  return {
    title: t('User-assigned identity {0}', nameOf(node.identity)),
    rows: [
      [t('Client ID (application ID)'), listed?.clientId],
      [t('Principal ID (object ID)'), listed?.principalId],
      [t('Resource group'), parts?.resourceGroup],
      [t('Subscription ID'), parts?.subscriptionId],
      [t('Account'), findSubscription(state.snapshot, node.subscription)?.accountLabel],
      [t('Region'), listed?.location],
      [t('Used by'), use],
    ],
    notes: listed === undefined ? [t('It is not listed in any of your subscriptions; apps name it.')] : [],
  };
}

/** A test token is fetched from an app that has the identity. */
function capabilitiesOf(isListed: boolean, isUsed: boolean): readonly Capability[] {
  return [
    ...(['clientId', 'principalId', 'resourceId', 'name', 'tenantId'] as const),
    ...(isListed ? (['identity', 'portal', 'refresh'] as const) : []),
    ...(isUsed ? (['testToken'] as const) : []),
  ];
}

export function describeSection(node: SectionNode, context: LookContext): Look {
  const { label, description, icon } = sectionWords(node, context);
  return {
    label,
    ...(description !== undefined && { description }),
    icon: { id: icon },
    tooltip: { title: label, notes: description === undefined ? [] : [description] },
    accessible: spoken(label, description, nameOf(node.identity)),
    can: node.section === 'apps' ? [] : ['refresh'],
    fold: 'collapsed',
  };
}

interface SectionWords {
  readonly label: string;
  readonly description?: string | undefined;
  readonly icon: string;
}

function sectionWords(node: SectionNode, { state, t }: Pick<LookContext, 'state' | 't'>): SectionWords {
  const { snapshot } = state;
  switch (node.section) {
    case 'apps': {
      const use = useInFull(usersOf(state, node.identity).length, state, t);
      return { label: t('Spring apps that use it'), description: use, icon: 'package' };
    }
    case 'others': {
      const known = shown(snapshot.associated.get(node.key) ?? { state: 'absent' });
      const description = known === undefined ? t('open to ask Azure') : t('{0} in all', known.total);
      return { label: t('Other resources that use it'), description, icon: 'server' };
    }
    case 'federated': {
      const known = shown(snapshot.federated.get(node.key) ?? { state: 'absent' });
      return {
        label: t('Who outside Azure may become it'),
        description: known === undefined ? undefined : String(known.length),
        icon: 'globe',
      };
    }
    case 'grants':
      return grantsWords(node, { state, t });
  }
}

function grantsWords(node: SectionNode, { state, t }: Pick<LookContext, 'state' | 't'>): SectionWords {
  const holder = holderOf(node, state);
  const roles = holder.principalId && rolesOf(state.snapshot, holder.subscription, holder.principalId);
  const known = roles && shown(roles);
  const unread = unreadWords(unreadPlaces(state.snapshot, holder), t);
  const count = known === undefined ? undefined : t('{0} roles', known.assignments.length);
  const said = [unread, count].filter((part) => part !== undefined);
  return {
    label: t('What it may do'),
    description: said.length === 0 ? undefined : said.join(' · '),
    icon: 'law',
  };
}

export function describeCredential({ credential }: CredentialNode, { t }: LookContext): Look {
  const { name, issuer, subject, audiences } = credential;
  return {
    label: subject === '' ? name : subject,
    description: issuer,
    icon: { id: 'globe' },
    tooltip: {
      title: t('Federated credential {0}', name),
      rows: [
        [t('Issuer'), issuer],
        [t('Subject'), subject],
        [t('Audiences'), audiences.join(', ')],
      ],
      notes: [
        t(
          'Whoever has a token of this issuer for this subject can sign in as the identity, without a secret.',
        ),
      ],
    },
    accessible: spoken(
      t('Federated credential {0}', name),
      t('subject {0}', subject),
      t('issuer {0}', issuer),
    ),
    can: ['name', 'resourceId'],
    fold: 'leaf',
  };
}

export function describeUser({ resource }: UserNode, { t }: LookContext): Look {
  const { name, type, id, subscriptionName } = resource;
  const group = parseArmId(id)?.resourceGroup;
  return {
    label: name,
    description: [type, group].filter((part) => part !== undefined && part !== '').join(' · '),
    icon: { id: 'symbol-misc' },
    tooltip: {
      title: name,
      rows: [
        [t('Type'), type],
        [t('Resource group'), group],
        [t('Subscription'), subscriptionName],
      ],
    },
    accessible: spoken(t('Resource {0}', name), type, group),
    can: ['name', 'portal', 'resourceId'],
    fold: 'leaf',
  };
}
