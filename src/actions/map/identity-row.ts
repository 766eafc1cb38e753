import { heldText, type HeldIdentity } from '../../estate/held-identity';
import type { FoundApp } from '../../estate/lookup';
import { say, type Text } from '../../lifecycle/text';
import type { Words } from '../../report/report';

/** The columns of a table of apps and the identities they hold. */
export const identityHead: readonly Text[] = [
  say('App'),
  say('Service'),
  say('Subscription'),
  say('Identity'),
  say('Client ID (application ID)'),
  say('Principal ID (object ID)'),
];

/** An app with one of its identities, or without any. */
export function identityRow(
  { app, service, subscription }: FoundApp,
  held: HeldIdentity | undefined,
): readonly Words[] {
  const place = [app.name, service.name, subscription.name];
  if (held === undefined) return [...place, say('none'), '', ''];
  return [
    ...place,
    heldText(held),
    held.clientId ?? say('not told by Azure'),
    held.principalId ?? say('not told yet'),
  ];
}
