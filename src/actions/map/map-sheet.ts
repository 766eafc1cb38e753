import { say, sentences } from '../../lifecycle/text';
import type { Sheet, Words } from '../../report/report';
import type { HeldGrant, Holding, MappedIdentity } from './holdings';

const columns = [
  { key: 'app', title: say('App') },
  { key: 'service', title: say('Service') },
  { key: 'subscription', title: say('Subscription') },
  { key: 'subscriptionId', title: say('Subscription ID') },
  { key: 'appId', title: say('Resource ID of the app') },
  { key: 'identityKind', title: say('Kind of identity') },
  { key: 'identity', title: say('Identity') },
  { key: 'clientId', title: say('Client ID (application ID)') },
  { key: 'principalId', title: say('Principal ID (object ID)') },
  { key: 'grantedBy', title: say('Granted by') },
  { key: 'grant', title: say('Role or policy') },
  { key: 'target', title: say('Resource ID of the target') },
  { key: 'onlyIf', title: say('Only if') },
  { key: 'notRead', title: say('Not read') },
];

/** One row for each grant of each identity of each app; an identity without one, and an app without any, have a row all the same. */
export function mapSheet(holdings: readonly Holding[]): Sheet {
  return {
    columns,
    rows: holdings.flatMap(({ found, identities }) => {
      const { app, service, subscription } = found;
      const place = [app.name, service.name, subscription.name, subscription.subscriptionId, app.id];
      if (identities.length === 0) return [[...place, 'none', '', '', '', '', '', '', '', '']];
      return identities.flatMap((identity) => rowsOf(identity, place));
    }),
  };
}

function rowsOf(
  { held, grants, unread, unreadStores }: MappedIdentity,
  place: readonly string[],
): readonly (readonly Words[])[] {
  const identity = [...place, held.kind, held.name, held.clientId ?? '', held.principalId ?? ''];
  // In each row, so in one sentence: a tenant may have a hundred subscriptions.
  const unknown = [
    ...unread,
    ...(unreadStores.length === 0 ? [] : [say('Not all vaults, Cosmos DB accounts and caches were read.')]),
  ];
  const missing = unknown.length === 0 ? '' : sentences(...unknown);
  const rows: readonly (HeldGrant | undefined)[] = grants.length === 0 ? [undefined] : grants;
  return rows.map((grant) => [
    ...identity,
    grant?.by ?? '',
    grant?.what ?? '',
    grant?.target ?? '',
    grant?.note ?? '',
    missing,
  ]);
}
