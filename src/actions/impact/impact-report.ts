import { scopeText } from '../../estate/scope-text';
import { say, type Text } from '../../lifecycle/text';
import type { Block, Report, ReportButton, Words } from '../../report/report';
import { heldText, type Impact, type Loss } from './impact';
import { databasesText } from './impact-words';

/**
 * The whole impact as a page: what could not be read first, then each identity with everything that was found. `others` is what follows
 * from the change besides.
 */
export function impactReport(
  title: Words,
  impact: Impact,
  { others, buttons }: { readonly others: readonly Words[]; readonly buttons: readonly ReportButton[] },
): Report {
  const { unread, losses, forwards, app } = impact;
  return {
    title,
    blocks: [
      {
        kind: 'verdicts',
        verdicts: [
          {
            mark: 'warning',
            text: say(
              "'{0}' of service '{1}', subscription '{2}': this is what is known to depend on what it loses.",
              app.app.name,
              app.service.name,
              app.subscription.name,
            ),
            ...(buttons.length > 0 && { buttons }),
          },
          ...unread.map((text) => ({ mark: 'unknown' as const, text })),
        ],
      },
      ...losses.map(sectionOf),
      ...(others.length === 0
        ? []
        : [{ kind: 'list' as const, title: say('What else follows'), items: others }]),
      ...(forwards.length === 0
        ? []
        : [{ kind: 'list' as const, title: say('Port forwards of this window'), items: forwards }]),
    ],
  };
}

function sectionOf(loss: Loss): Block {
  const { held, policies, places, others } = loss;
  return {
    kind: 'section',
    title: heldText(held),
    blocks: [
      {
        kind: 'facts',
        facts: [
          { name: say('Client ID (application ID)'), value: held.clientId ?? say('not told by Azure') },
          { name: say('Principal ID (object ID)'), value: held.principalId ?? say('not told by Azure') },
          { name: say('What becomes of it'), value: endingText(loss) },
        ],
      },
      ...rolesTable(loss),
      ...(policies.length === 0
        ? []
        : [
            {
              kind: 'table' as const,
              title: say('Access policies of vaults'),
              head: [say('Vault'), say('Permissions')],
              rows: policies.map(({ vault, permissions }) => [vault, permissions.join(', ')]),
            },
          ]),
      { kind: 'paragraph', text: databasesText(loss) },
      ...(places.length === 0
        ? []
        : [
            {
              kind: 'table' as const,
              title: say('Files that name it'),
              head: [say('File'), say('Line'), say('What stands there')],
              rows: places.map(({ path, line, names }) => [path, String(line), names]),
            },
          ]),
      ...(others.length === 0
        ? []
        : [
            {
              kind: 'table' as const,
              title: say('Other apps that use it and keep it'),
              head: [say('App'), say('Service'), say('Subscription')],
              rows: others.map(({ app, service, subscription }) => [
                app.name,
                service.name,
                subscription.name,
              ]),
            },
          ]),
    ],
  };
}

function rolesTable({ roles, allRoles }: Loss): readonly Block[] {
  if (roles.length === 0)
    return allRoles ? [{ kind: 'paragraph', text: say('No role assignments were found.') }] : [];
  const rows = roles.map(({ roleName, roleDefinitionId, scope }) => [
    roleName ?? roleDefinitionId.split('/').at(-1) ?? roleDefinitionId,
    scopeText(scope),
    scope,
  ]);
  const head = [say('Role'), say('Target'), say('Granted at')];
  return [{ kind: 'table', title: say('Role assignments'), head, rows }];
}

function endingText({ ending }: Loss): Text {
  return ending === 'deleted'
    ? say(
        'Its principal is deleted. What it was granted stops working and does not come back with a new one.',
      )
    : say('The app can no longer use it. The identity itself stays, with everything it was granted.');
}
