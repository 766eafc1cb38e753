import { roleNameOf } from '../../access/access-at';
import { nameOf } from '../../estate/ids/arm-id';
import { scopeText } from '../../estate/scope-text';
import type { FoundApp } from '../../estate/lookup';
import { say, type Text } from '../../lifecycle/text';
import type { Block, Report, ReportButton, Words } from '../../report/report';
import type { Impact, Loss } from './impact';
import { databasesText, storeGrantText } from './impact-words';

/**
 * The whole impact as a page: what it is of and what could not be read first, then each identity with everything that was found. `others`
 * is what follows from the change besides.
 */
export function impactReport(
  title: Words,
  { unread, losses, forwards }: Impact,
  { of, others, buttons = [] }: ImpactPage,
): Report {
  return {
    title,
    blocks: [
      {
        kind: 'verdicts',
        verdicts: [
          {
            mark: 'warning',
            text: of,
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

export interface ImpactPage {
  /** Whose impact it is, in a sentence. */
  readonly of: Text;
  readonly others: readonly Words[];
  readonly buttons?: readonly ReportButton[];
}

/** What the impact on an app is called. */
export function ofApp({ app, service, subscription }: FoundApp): Text {
  return say(
    "'{0}' of service '{1}', subscription '{2}': this is what is known to depend on what it loses.",
    app.name,
    service.name,
    subscription.name,
  );
}

function sectionOf(loss: Loss): Block {
  const { held, policies, stores, places, others } = loss;
  return {
    kind: 'section',
    title: headingOf(held),
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
      ...(stores.length === 0
        ? []
        : [
            {
              kind: 'table' as const,
              title: say('Grants of Cosmos DB and caches'),
              head: [say('Store'), say('Role or policy')],
              rows: stores.map((one) => [nameOf(one.store), storeGrantText(one)]),
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

function headingOf({ kind, name }: Loss['held']): Text {
  return kind === 'system'
    ? say('The system-assigned identity')
    : say("The user-assigned identity '{0}'", name);
}

function rolesTable({ roles, allRoles }: Loss): readonly Block[] {
  if (roles.length === 0)
    return allRoles ? [{ kind: 'paragraph', text: say('No role assignments were found.') }] : [];
  const rows = roles.map((role) => [roleNameOf(role), scopeText(role.scope), role.scope]);
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
