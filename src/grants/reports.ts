import type { Report, ReportVerdict } from '../report/report';
import { say } from '../lifecycle/text';
import { scopeName } from '../access/scope';
import type { GrantEnd } from './make-grants';
import type { MayGrant } from './may-grant';
import type { GrantAsk } from './ports';
import type { Database } from './plan/proposals';
import type { KeptGrants } from './lost/kept-grants';
import { statementsFor, type DatabaseUser, type Statements } from './plan/statements';
import { grantLine, grantWords } from './words';

const copy = { id: 'copy', title: say('Copy') } as const;

/** The page for somebody who may grant: what, to whom, where, and the line that does it. */
export async function adminReport(
  { grant, grantee }: GrantAsk,
  { action, eligible }: Pick<Extract<MayGrant, { answer: 'no' }>, 'action' | 'eligible'>,
  others: readonly GrantAsk[] = [],
): Promise<Report> {
  const all = [{ grant, grantee }, ...others];
  const lines = await Promise.all(all.map((one) => grantLine(one.grant, one.grantee)));
  const roles = eligible.map(({ roleName, roleDefinitionId, scope }) =>
    say("'{0}' at {1}", roleName ?? roleDefinitionId, scopeName(scope)),
  );
  return {
    title: say("Ask an administrator: {0} for '{1}'", grantWords(grant), grantee.name),
    blocks: [
      {
        kind: 'verdicts',
        verdicts: [
          {
            mark: 'warning',
            text: say("Azure says that you may not grant this: '{0}' is missing there.", action),
            ...(roles.length === 0 && {
              evidence: [
                say(
                  "Least role that may: 'Role Based Access Control Administrator' at the target, for roles of Azure.",
                ),
              ],
            }),
          },
        ],
      },
      ...(roles.length === 0
        ? []
        : [
            {
              kind: 'list' as const,
              title: say(
                'Roles you could activate yourself (Privileged Identity Management), after which it takes about half a minute',
              ),
              items: roles,
            },
          ]),
      {
        kind: 'facts',
        facts: [
          { name: say('What'), value: grantWords(grant) },
          { name: say('To'), value: all.map((one) => one.grantee.name).join(', ') },
          {
            name: say('Principal ID (object ID)'),
            value: all.map((one) => one.grantee.principalId).join(', '),
          },
          { name: say('Kind of principal'), value: 'ServicePrincipal' },
          { name: say('Where'), value: grant.scope },
        ],
      },
      {
        kind: 'verdicts',
        verdicts: [
          { mark: 'info', text: say('Send this line to somebody who may grant there.'), buttons: [copy] },
        ],
      },
      { kind: 'code', language: 'shell', code: lines.join('\n') },
    ],
  };
}

/** The page with the statements for one kind of database. */
export function statementsReport(
  database: Database,
  user: DatabaseUser,
): { readonly report: Report; readonly statements: Statements } {
  const statements = statementsFor(database, user);
  const { title, code, language, notes } = statements;
  return {
    statements,
    report: {
      title: say("{0}: a user for '{1}'", title, user.name),
      blocks: [
        {
          kind: 'verdicts',
          verdicts: [
            {
              mark: 'info',
              text: say(
                'The database keeps its users itself; Azure Resource Manager neither shows nor makes them.',
              ),
              buttons: [copy],
            },
          ],
        },
        { kind: 'code', language, code },
        { kind: 'list', items: notes },
        {
          kind: 'facts',
          facts: [
            { name: say('Name'), value: user.name },
            { name: say('Client ID (application ID)'), value: user.clientId ?? say('not told by Azure') },
            { name: say('Principal ID (object ID)'), value: user.principalId },
          ],
        },
      ],
    },
  };
}

/** What came of a restore: each grant, what could not be kept, and what nobody but the database can give back. */
export function restoreReport(kept: KeptGrants, user: DatabaseUser, ends: readonly GrantEnd[]): Report {
  const failed = ends.filter(({ outcome }) => outcome === 'failed' || outcome === 'left');
  const verdict: ReportVerdict =
    failed.length === 0
      ? {
          mark: 'good',
          text: say("'{0}' has all that was kept of principal {1}.", user.name, kept.principalId),
        }
      : {
          mark: 'warning',
          text: say(
            '{0} of {1} grants were not restored; restoring again completes it.',
            failed.length,
            ends.length,
          ),
          buttons: [{ id: 'again', title: say('Restore Again...') }],
        };
  return {
    title: say("Restored grants of '{0}'", kept.name),
    blocks: [
      { kind: 'verdicts', verdicts: [verdict] },
      {
        kind: 'table',
        title: say('Grants'),
        head: [say('What'), say('Where'), say('Result')],
        rows: ends.map((end) => [grantWords(end.ask.grant), end.ask.grant.scope, resultOf(end)]),
        ...(kept.unreadable.length > 0 && {
          missing: kept.unreadable.map(({ place, why }) =>
            say("What was granted in '{0}' could not be read before: {1}", place, why),
          ),
        }),
      },
      {
        kind: 'section',
        title: say('What cannot be restored from here'),
        blocks: [
          {
            kind: 'list',
            items: [
              say(
                'Users in databases: they belong to the old principal or client ID, and are made by the statements below.',
              ),
              say(
                'Memberships in groups, and application roles of other applications (Microsoft Graph, Easy Auth).',
              ),
              say(
                'Redis takes the principal ID as user name: settings that hold the old one have to change to {0}.',
                user.principalId,
              ),
            ],
          },
          ...(['sql', 'postgresql', 'mysql'] as const).map((database) => {
            const { title, language, code } = statementsFor(database, user);
            return { kind: 'folded' as const, title, blocks: [{ kind: 'code' as const, language, code }] };
          }),
        ],
      },
    ],
  };
}

export function resultOf(end: GrantEnd) {
  switch (end.outcome) {
    case 'made':
      return say('granted');
    case 'was-there':
      return say('was there');
    case 'left':
      return say('not begun');
    case 'failed':
      return say('failed: {0}', end.failure.words.why);
  }
}
