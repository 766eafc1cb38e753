import type { CommandName } from '../../contributions';
import type { Translate } from '../../words';
import type { FailedNode, Notice, NoticeNode, TenantNode } from '../nodes/node';
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
  const { what, why, remedy } = node.failure;
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
  const { label, icon, why, command } = noticeWords(node.notice, t);
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

const quiet = { id: 'info', color: quietColor };
const warning = { id: 'warning', color: warningColor };

function noticeWords(notice: Notice, t: Translate): Words {
  switch (notice.is) {
    case 'loading':
      return { label: t('Loading...'), icon: { id: 'loading~spin' } };
    case 'no-services':
      return { label: t('No Spring services in this subscription'), icon: quiet };
    case 'no-apps':
      return { label: t('No apps in this service'), icon: quiet };
    case 'no-roles':
      return { label: t('No role assignments found'), icon: quiet };
    case 'no-deployments':
      return { label: t('No deployments'), icon: quiet };
    case 'no-instances':
      return { label: t('No instances'), icon: quiet };
    case 'no-principal':
      return { label: t('No principal yet'), icon: quiet, why: t('Azure may tell it in a moment') };
    default:
      return partWords(notice, t);
  }
}

type PartNotice = Exclude<
  Notice,
  {
    is:
      'loading' | 'no-services' | 'no-apps' | 'no-roles' | 'no-deployments' | 'no-instances' | 'no-principal';
  }
>;

/** What is hidden or could not be read: said, never shown as empty. */
function partWords(notice: PartNotice, t: Translate): Words {
  switch (notice.is) {
    case 'no-match':
      return {
        label: t("Nothing loaded matches '{0}'", notice.filter),
        icon: { id: 'filter' },
        why: t('click to clear the filter'),
        command: 'clearFilter',
      };
    case 'not-loaded':
      return {
        label:
          notice.services === 1
            ? t('1 service is not loaded')
            : t('{0} services are not loaded', notice.services),
        icon: { id: 'cloud-download' },
        why: t('click to load all apps'),
        command: 'loadAll',
      };
    case 'without-services':
      return {
        label:
          notice.count === 1
            ? t('1 subscription has no Spring service')
            : t('{0} subscriptions have no Spring service', notice.count),
        icon: quiet,
      };
    case 'filtered-out':
      return {
        label:
          notice.count === 1
            ? t('1 subscription is hidden')
            : t('{0} subscriptions are hidden', notice.count),
        icon: { id: 'list-filter' },
        why: t('click to select subscriptions'),
        command: 'selectSubscriptions',
      };
    case 'other-sign-in':
      return {
        label: t('Choose another sign-in, or the sandbox'),
        icon: { id: 'account' },
        command: 'chooseSignIn',
      };
    case 'unreadable-tenant':
      return { label: t('Not readable: tenant {0}', notice.tenantId), icon: warning, why: notice.why };
    case 'unreadable-vaults':
      return { label: t('Not readable: access policies of vaults'), icon: warning, why: notice.why };
    case 'unreadable-roles':
      return {
        label: t("Not readable: role assignments in subscription '{0}'", notice.name),
        icon: warning,
        why: notice.why,
      };
  }
}
