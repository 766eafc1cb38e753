import { verbatim, type Words as Reason } from '../../../lifecycle/text';
import type { CommandName } from '../../contributions';
import { worded, type Translate } from '../../words';
import type { FailedNode, TenantNode } from '../nodes/node';
import type { Notice, NoticeNode } from '../nodes/notice';
import { errorColor, quietColor, spoken, warningColor, type Look, type LookContext } from './look';

export function describeTenant(node: TenantNode, { t }: LookContext): Look {
  const { name, tenantId, accountLabel } = node.tenant;
  return {
    label: name,
    description: t('sign in to see it'),
    icon: { id: 'lock' },
    tooltip: {
      title: t('Tenant {0}', name),
      rows: [
        [t('Tenant ID'), tenantId],
        [t('Account'), accountLabel],
      ],
      notes: [t('This tenant wants a sign-in of its own.')],
    },
    accessible: t('Tenant {0}, locked, sign in to see it', name),
    can: ['lockedTenant', 'tenantId'],
    fold: 'leaf',
    command: 'signInToTenant',
  };
}

export function describeFailed(node: FailedNode, { t }: LookContext): Look {
  const { words: said } = node.failure;
  const what = worded(said.what, t);
  const why = worded(said.why, t);
  const remedy = said.remedy === undefined ? undefined : worded(said.remedy, t);
  return {
    label: what,
    description: why,
    icon: { id: 'error', color: errorColor },
    tooltip: { title: what, notes: [why, remedy ?? '', t('Click to try again.')] },
    accessible: spoken(what, why, remedy, t('Press Enter to try again.')),
    can: ['failed'],
    fold: 'leaf',
    command: 'retry',
  };
}

interface Words {
  readonly label: string;
  readonly icon: Look['icon'];
  readonly why?: string;
  readonly command?: CommandName;
}

export function describeNotice(node: NoticeNode, { t }: LookContext): Look {
  const { label, icon, why, command } = wordsOf(node.notice, t);
  return {
    label,
    ...(why === undefined ? {} : { description: why }),
    icon,
    tooltip: { title: label, notes: why === undefined ? [] : [why] },
    accessible: spoken(label, why),
    can: [],
    fold: 'leaf',
    ...(command === undefined ? {} : { command }),
  };
}

const quietInfo = { id: 'info', color: quietColor };
const warning = { id: 'warning', color: warningColor };

const quiet = (label: string, why?: string): Words => ({
  label,
  icon: quietInfo,
  ...(why !== undefined && { why }),
});
/** What could not be read: said, never shown as empty. */
const unread = (label: string, why: string): Words => ({ label, icon: warning, why });
const inWords = (why: Reason, t: Translate): string => worded(verbatim(why), t);

type WordsOf = {
  readonly [K in Notice['is']]: (notice: Extract<Notice, { readonly is: K }>, t: Translate) => Words;
};

const words: WordsOf = {
  loading: (_, t) => ({ label: t('Loading...'), icon: { id: 'loading~spin' } }),
  'no-services': (_, t) => quiet(t('No Spring services in this subscription')),
  'no-apps': (_, t) => quiet(t('No apps in this service')),
  'no-roles': (_, t) => quiet(t('No roles, access policies or data roles')),
  'no-deployments': (_, t) => quiet(t('No deployments')),
  'no-instances': (_, t) => quiet(t('No instances')),
  'no-principal': (_, t) => quiet(t('No principal yet'), t('Azure may tell it in a moment')),
  'no-match': ({ filter }, t) => ({
    label: t("Nothing loaded matches '{0}'", filter),
    icon: { id: 'filter' },
    why: t('click to clear the filter'),
    command: 'clearFilter',
  }),
  'not-loaded': ({ services }, t) => ({
    label: services === 1 ? t('1 service is not loaded') : t('{0} services are not loaded', services),
    icon: { id: 'cloud-download' },
    why: t('click to load all apps'),
    command: 'loadAll',
  }),
  'without-services': ({ count }, t) =>
    quiet(
      count === 1
        ? t('1 subscription has no Spring service')
        : t('{0} subscriptions have no Spring service', count),
    ),
  'filtered-out': ({ count }, t) => ({
    label: count === 1 ? t('1 subscription is hidden') : t('{0} subscriptions are hidden', count),
    icon: { id: 'list-filter' },
    why: t('click to select subscriptions'),
    command: 'selectSubscriptions',
  }),
  'other-sign-in': (_, t) => ({
    label: t('Choose another sign-in, or the sandbox'),
    icon: { id: 'account' },
    command: 'chooseSignIn',
  }),
  'unreadable-tenant': ({ tenantId, why }, t) =>
    unread(t('Not readable: tenant {0}', tenantId), inWords(why, t)),
  'unreadable-roles': ({ name, why }, t) =>
    unread(t("Not readable: role assignments in subscription '{0}'", name), inWords(why, t)),
  'unreadable-vaults': ({ name, why }, t) =>
    unread(t("Not readable: access policies of vaults in subscription '{0}'", name), inWords(why, t)),
  'unreadable-store': ({ name, why }, t) =>
    unread(t("Not readable: who may use '{0}'", name), inWords(why, t)),
  'unreadable-identities': ({ name, why }, t) =>
    unread(t("Not readable: identities in subscription '{0}'", name), inWords(why, t)),
  'groups-untold': (_, t) =>
    unread(t('Not known: roles through groups'), t('Azure did not tell the groups of this identity')),
  'databases-untold': (_, t) =>
    quiet(t('Not shown by Azure: users in databases'), t('SQL, PostgreSQL and MySQL keep them inside')),
  'no-users': (_, t) => quiet(t('Used by no Spring app that is read')),
  'no-other-users': (_, t) => quiet(t('Azure counts no other resource that uses it')),
  'unseen-users': ({ count, names }, t) => ({
    label: t('and {0} you may not see', count),
    icon: { id: 'eye-closed' },
    ...(names.length > 0 && { why: names.join(', ') }),
  }),
  'no-credentials': (_, t) => quiet(t('Nobody outside Azure may become this identity')),
  'no-identities': (_, t) => quiet(t('No user-assigned identities in your subscriptions')),
};

function wordsOf(notice: Notice, t: Translate): Words {
  // The table has a function for each kind; TypeScript cannot see that the notice is of the kind it was looked up by.
  const say = words[notice.is] as (notice: Notice, t: Translate) => Words;
  return say(notice, t);
}
