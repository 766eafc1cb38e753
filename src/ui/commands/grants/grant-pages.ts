import type { GrantAsk } from '../../../grants/ports';
import type { MayGrant } from '../../../grants/may-grant';
import type { Database } from '../../../grants/plan/proposals';
import { adminReport, statementsReport } from '../../../grants/reports';
import { grantLine } from '../../../grants/words';
import type { CommandDependencies } from '../dependencies';
import type { PickedGrantee } from './pick/pick-grantee';

type Refused = Pick<Extract<MayGrant, { answer: 'no' }>, 'action' | 'eligible'>;

/** What to send to somebody who may grant, and which role could be activated instead. */
export async function showAdminPage(
  deps: CommandDependencies,
  ask: GrantAsk,
  refused: Refused,
  others: readonly GrantAsk[] = [],
): Promise<void> {
  const lines = await Promise.all([ask, ...others].map(({ grant, grantee }) => grantLine(grant, grantee)));
  showWithCopy(deps, await adminReport(ask, refused, others), lines.join('\n'));
}

/** Statements that make a user of the identity in its database. */
export function showStatements(deps: CommandDependencies, database: Database, picked: PickedGrantee): void {
  const { grantee, identity } = picked;
  const { report, statements } = statementsReport(database, {
    name: grantee.name,
    principalId: grantee.principalId,
    ...(identity.clientId !== undefined && { clientId: identity.clientId }),
  });
  showWithCopy(deps, report, statements.code);
}

function showWithCopy(
  { reports, dialogs, attempt, t }: CommandDependencies,
  report: Parameters<CommandDependencies['reports']['show']>[0]['report'],
  text: string,
): void {
  reports.show({
    report,
    press: (id) =>
      attempt(t('Copy'), async () => {
        if (id !== 'copy') return;
        await dialogs.copy(text);
        dialogs.status(t('Copied.'));
      }),
  });
}
