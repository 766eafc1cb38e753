import { allApps, identitiesOf, type FoundApp } from '../estate/lookup';
import type { EstateSnapshot } from '../estate/frozen/snapshot';
import { counted, say } from '../lifecycle/text';
import type { Block, Report, Words } from '../report/report';
import type { Action } from './action';
import { identityHead, identityRow } from './map/identity-row';
import { unreadPlaces } from './unread';

/** More rows help nobody and fill the memory of a model. */
const mostApps = 200;

export const listApps: Action = {
  name: 'list_apps',
  title: 'List Spring Apps and Their Identities',
  description:
    'Lists the apps of Azure Spring Apps the user can see, with subscription, service, plan and every managed identity (kind, name, client ID = application ID, principal ID = object ID). What could not be read is said. `filter` narrows by a part of the name of app or service.',
  effect: 'reads',
  reaches: 'azure',
  input: {
    filter: {
      description: 'Part of the name of an app or a service; case does not matter.',
      required: false,
    },
  },
  run: async (ports, { filter = '' }, signal) => {
    await ports.readApps(signal);
    return listedApps(ports.snapshot(), filter);
  },
};

function listedApps(snapshot: EstateSnapshot, filter: string): Report {
  const wanted = filter.trim().toLowerCase();
  const suits = ({ app, service }: FoundApp): boolean =>
    [app.name, service.name].some((name) => name.toLowerCase().includes(wanted));
  const found = [...allApps(snapshot)].filter(suits);
  const missing = unreadPlaces(snapshot);
  const blocks: Block[] = [
    { kind: 'paragraph', text: counted(found.length, '{0} app.', '{0} apps.') },
    {
      kind: 'table',
      head: identityHead,
      rows: found.slice(0, mostApps).flatMap((one) => rowsOf(snapshot, one)),
      ...(missing.length > 0 && { missing }),
    },
  ];
  if (found.length > mostApps)
    blocks.push({ kind: 'paragraph', text: say('Only the first {0} are listed; narrow by name.', mostApps) });
  return { title: say('Apps and their identities'), blocks };
}

function rowsOf(snapshot: EstateSnapshot, found: FoundApp): readonly (readonly Words[])[] {
  const held = identitiesOf(snapshot, found.app);
  if (held.length === 0) return [identityRow(found, undefined)];
  return held.map((one) => identityRow(found, one));
}
