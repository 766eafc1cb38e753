import { isGuid } from '../estate/ids/guid';
import { Failure } from '../lifecycle/failure';
import { say, type Text } from '../lifecycle/text';
import { whoseId as lookUp } from '../lint/links/whose-id';
import type { Block } from '../report/report';
import type { Action } from './action';
import { unreadPlaces } from './unread';

export const whoseId: Action = {
  name: 'whose_id',
  title: 'Say Whose ID a GUID Is',
  description:
    'Says whether a GUID is the client ID (application ID) or the principal ID (object ID) of a managed identity of one of the Spring apps the user can see, of which identity, of which apps, and what the other ID is. Use it for GUIDs found in code, configuration, logs or role assignments.',
  effect: 'reads',
  reaches: 'azure',
  input: { id: { description: 'The GUID, 8-4-4-4-12 hexadecimal digits.', required: true } },
  run: async (ports, { id = '' }, signal) => {
    const wanted = id.trim();
    if (!isGuid(wanted))
      throw new Failure({
        code: 'invalid',
        what: say('That is no ID.'),
        why: say("'{0}' is no GUID.", wanted.slice(0, 60)),
      });
    await ports.readApps(signal);
    const snapshot = ports.snapshot();
    const whose = lookUp(snapshot, wanted);
    const title = say('Whose ID is {0}?', wanted);
    if (whose === undefined) {
      const missing = unreadPlaces(snapshot);
      const blocks: Block[] = [
        { kind: 'paragraph', text: say('It is the ID of no identity of the apps that were read.') },
        ...(missing.length === 0 ? [] : [{ kind: 'list' as const, title: say('Not read'), items: missing }]),
      ];
      return { title, blocks };
    }
    const { is, other, userAssigned, apps } = whose;
    const facts = [
      { name: say('It is the'), value: idWords(is) },
      {
        name: say('of the identity'),
        value: userAssigned === undefined ? say('system-assigned') : say("user-assigned '{0}'", userAssigned),
      },
      {
        name: say('of the apps'),
        value: apps.map(({ app, service }) => `${service.name}/${app.name}`).join(', '),
      },
      {
        name: idWords(is === 'clientId' ? 'principalId' : 'clientId'),
        value: other ?? say('not told by Azure'),
      },
    ];
    return { title, blocks: [{ kind: 'facts', facts }] };
  },
};

function idWords(is: 'clientId' | 'principalId'): Text {
  return is === 'clientId' ? say('client ID (application ID)') : say('principal ID (object ID)');
}
