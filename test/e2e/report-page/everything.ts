import { say } from '../../../src/lifecycle/text';
import type { Report } from '../../../src/report/report';

/** A report with each kind of block. */
export function everything(): Report {
  return {
    title: say('Everything'),
    blocks: [
      {
        kind: 'verdicts',
        verdicts: [
          {
            mark: 'error',
            text: say('{0} may not read {1}.', 'orders', 'kv-shop'),
            evidence: [say('roles, read a minute ago')],
            buttons: [{ id: 'grant', title: say('Grant It...') }],
          },
          { mark: 'warning', text: say('This may change.') },
          { mark: 'unknown', text: say('The firewall could not be read.') },
          { mark: 'good', text: say('The token is right.') },
          { mark: 'info', text: say('It is of today.') },
        ],
      },
      { kind: 'paragraph', text: say('A paragraph.') },
      { kind: 'buttons', buttons: [{ id: 'again', title: say('Ask Again') }] },
      { kind: 'facts', title: say('Facts'), facts: [{ name: say('Client ID'), value: 'c-1' }] },
      {
        kind: 'table',
        title: say('Roles'),
        head: [say('Role'), say('Target')],
        rows: Array.from({ length: 250 }, (_, i) => [`Role ${i}`, 'kv-shop']),
        missing: [say('Roles at {0} could not be read.', 'kv-other')],
      },
      { kind: 'table', title: say('Policies'), head: [say('Vault')], rows: [] },
      { kind: 'list', title: say('Steps'), items: [say('First'), say('Second')], ordered: true },
      {
        kind: 'code',
        title: say('The line to run'),
        language: 'sh',
        code: 'az role assignment create \\\n  --role x',
      },
      {
        kind: 'picture',
        title: say('Who may do what'),
        picture: {
          nodes: [
            { id: 'a', column: 0, label: 'orders', detail: 'shop' },
            { id: 'b', column: 1, label: 'id-orders', mark: 'unknown', detail: say('not read') },
            { id: 'c', column: 2, label: 'Owner', mark: 'warning' },
          ],
          edges: [
            { from: 'a', to: 'b' },
            { from: 'b', to: 'c', label: say('at {0}', 'kv-shop') },
          ],
        },
      },
      {
        kind: 'folded',
        title: say('Claims'),
        blocks: [{ kind: 'table', title: say('Claims'), head: [say('Name')], rows: [['aud']] }],
      },
      { kind: 'section', title: say('More'), blocks: [{ kind: 'paragraph', text: 'x'.repeat(300) }] },
    ],
  };
}
