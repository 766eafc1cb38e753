import { heldText } from '../../estate/held-identity';
import { scopeText } from '../../estate/scope-text';
import type { EstateSnapshot } from '../../estate/frozen/snapshot';
import { counted, say, sentences, type Text } from '../../lifecycle/text';
import type { Block, Report, ReportButton, ReportVerdict, Words } from '../../report/report';
import { unreadPlaces, unreadStores } from '../unread';
import { holdingsOf, isAllRead, type Holding, type MappedIdentity } from './holdings';
import { identityHead, identityRow } from './identity-row';
import { mapPicture } from './map-picture';
import { mapSheet } from './map-sheet';
import { appsInScope, scopeTitle, withinScope, type MapScope } from './scope';

/**
 * Which identities apps have and what these may do, as far as the snapshot tells: what was not read is said first and never shown as none.
 * A picture (apps, identities, roles, targets), and all of it in tables below. `readAt` is in words.
 */
export function identityMap(
  snapshot: EstateSnapshot,
  scope: MapScope,
  { readAt, buttons = [] }: { readonly readAt: string; readonly buttons?: readonly ReportButton[] },
): Report {
  const holdings = holdingsOf(snapshot, appsInScope(snapshot, scope));
  const identities = [...new Set(holdings.flatMap((holding) => holding.identities))];
  const blocks: readonly Block[] = [
    { kind: 'verdicts', verdicts: verdictsOf(snapshot, scope, { holdings, identities }) },
    { kind: 'paragraph', text: say('Read at {0}.', readAt) },
    ...(buttons.length === 0 ? [] : [{ kind: 'buttons' as const, buttons }]),
    {
      kind: 'picture',
      title: say('Apps, their identities, roles and targets'),
      picture: mapPicture(holdings),
    },
    appsTable(holdings),
    grantsTable(holdings, identities),
  ];
  return { title: scopeTitle(snapshot, scope), blocks, sheet: mapSheet(holdings) };
}

interface Found {
  readonly holdings: readonly Holding[];
  readonly identities: readonly MappedIdentity[];
}

/** More lines than this are counted. */
const mostSaid = 30;

function verdictsOf(
  snapshot: EstateSnapshot,
  scope: MapScope,
  { holdings, identities }: Found,
): readonly ReportVerdict[] {
  const subscriptions = [...new Set(holdings.map(({ found }) => found.subscription.key))];
  const missing: readonly Words[] = [
    ...unreadPlaces(withinScope(snapshot, scope)),
    ...unreadOf(identities),
    ...unreadStores(snapshot, subscriptions),
  ];
  const grants = identities.reduce((sum, one) => sum + one.grants.length, 0);
  const counts = sentences(
    counted(holdings.length, '{0} app.', '{0} apps.'),
    counted(identities.length, '{0} identity.', '{0} identities.'),
    counted(grants, '{0} grant was found.', '{0} grants were found.'),
  );
  return [
    ...(missing.length === 0
      ? []
      : [
          {
            mark: 'unknown' as const,
            text: say('Not everything could be read. What is missing below may be there all the same.'),
            evidence: bounded(missing),
          },
        ]),
    { mark: 'info', text: counts },
    {
      mark: 'info',
      text: say(
        'What databases (Azure SQL, PostgreSQL, MySQL) allow is kept in them and cannot be read from Azure.',
      ),
    },
  ];
}

/** Each reason once, with how many identities it counts for. */
function unreadOf(identities: readonly MappedIdentity[]): readonly Text[] {
  const reasons = new Map<string, { text: Text; names: string[] }>();
  for (const { held, unread } of identities)
    for (const text of unread) {
      const key = JSON.stringify(text);
      const known = reasons.get(key) ?? { text, names: [] };
      known.names.push(held.name);
      reasons.set(key, known);
    }
  return [...reasons.values()].map(({ text, names }) =>
    names.length === 1
      ? say("'{0}': {1}", names[0] ?? '', text)
      : say('{0} identities: {1}', names.length, text),
  );
}

function bounded(lines: readonly Words[]): readonly Words[] {
  if (lines.length <= mostSaid) return lines;
  return [...lines.slice(0, mostSaid), say('{0} more of the kind.', lines.length - mostSaid)];
}

function appsTable(holdings: readonly Holding[]): Block {
  return {
    kind: 'table',
    title: say('Apps and their identities'),
    head: [...identityHead, say('Grants')],
    rows: holdings.flatMap(({ found, identities }): readonly (readonly Words[])[] => {
      if (identities.length === 0) return [[...identityRow(found, undefined), '']];
      return identities.map((identity) => [...identityRow(found, identity.held), grantCount(identity)]);
    }),
  };
}

/** Zero only where all was read. */
function grantCount(identity: MappedIdentity): Words {
  const { grants } = identity;
  if (isAllRead(identity)) return String(grants.length);
  return grants.length === 0 ? say('not known') : say('at least {0}', grants.length);
}

function grantsTable(holdings: readonly Holding[], identities: readonly MappedIdentity[]): Block {
  const users = new Map<MappedIdentity, string[]>();
  for (const { found, identities: held } of holdings)
    for (const identity of held) {
      const names = users.get(identity);
      if (names === undefined) users.set(identity, [found.app.name]);
      else names.push(found.app.name);
    }
  return {
    kind: 'table',
    title: say('What the identities were given'),
    head: [
      say('Role or policy'),
      say('Target'),
      say('Identity'),
      say('Used by'),
      say('Only if'),
      say('Resource ID of the target'),
    ],
    rows: identities.flatMap((identity) =>
      identity.grants.map(({ what, target, note }) => [
        what,
        scopeText(target),
        heldText(identity.held),
        usersWords(users.get(identity) ?? []),
        note ?? '',
        target,
      ]),
    ),
  };
}

function usersWords(names: readonly string[]): Words {
  if (names.length <= 5) return names.map((name) => `'${name}'`).join(', ');
  return say('{0} apps', names.length);
}
