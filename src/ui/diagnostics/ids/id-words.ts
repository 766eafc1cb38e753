import { l10n } from 'vscode';
import { guidForm } from '../../../estate/ids/guid';
import type { WhoseId } from '../../../lint/links/whose-id';

/** A GUID, and not a part of something longer. */
export const guid = new RegExp(`(?<![\\w-])${guidForm}(?![\\w-])`);

/** Whose ID it is, as short as fits behind the ID: `id-orders · orders`. */
export function idLabel({ is, userAssigned, apps }: WhoseId): string {
  const [first, ...others] = apps.map(({ app }) => app.name);
  const identity = userAssigned ?? l10n.t('system-assigned');
  const users = others.length === 0 ? (first ?? '') : l10n.t('{0} and {1} more', first ?? '', others.length);
  return is === 'clientId' ? `${identity} · ${users}` : l10n.t('principal ID of {0} · {1}', identity, users);
}

/** What an ID is and its counterpart, a line each. Names come from Azure: they must be shown as text. */
export function idWords({ is, userAssigned, other, apps }: WhoseId): readonly string[] {
  const names = apps.slice(0, 5).map(({ app, service }) => `${app.name} (${service.name})`);
  const users = apps.length > names.length ? [...names, '…'] : names;
  const whose =
    userAssigned === undefined
      ? l10n.t('the system-assigned identity of {0}', users.join(', '))
      : l10n.t("identity '{0}', assigned to {1}", userAssigned, users.join(', '));
  const [what, counterpart] =
    is === 'clientId'
      ? [
          l10n.t('Client ID (application ID) of {0}', whose),
          l10n.t('Principal ID (object ID): {0}', other ?? ''),
        ]
      : [
          l10n.t('Principal ID (object ID) of {0}', whose),
          l10n.t('Client ID (application ID): {0}', other ?? ''),
        ];
  return other === undefined ? [what] : [what, counterpart];
}
