import type { Connectable } from '../../../actions/connect/connection';
import { recipes } from '../../../actions/connect/recipes';
import { sameId } from '../../../estate/held-identity';
import { identitiesOf } from '../../../estate/lookup';
import { makeGrants } from '../../../grants/make-grants';
import { mayGrant } from '../../../grants/may-grant';
import { planGrant } from '../../../grants/plan/plan-grant';
import type { GrantAsk } from '../../../grants/ports';
import { proposalsFor, type Database } from '../../../grants/plan/proposals';
import { grantWords } from '../../../grants/words';
import { worded } from '../../words';
import { showAdminPage, showStatements } from '../grants/grant-pages';
import type { PickedGrantee } from '../grants/pick/pick-grantee';
import type { Answers, Asked, Asking, Giving } from './answers';
import { latest } from './ask-identity';

type Chosen = Pick<Answers, 'to' | 'target' | 'identity'>;

/** What opens the target for what the code does there: a grant of Azure, or statements of a database. */
type Opening =
  | { readonly kind: 'grant'; readonly ask: GrantAsk }
  | { readonly kind: 'statements'; readonly database: Database };

/** Whether the identity is to be granted the least that the code needs; said after the files were changed. */
export const askGrant: Asking = (asked) => async (answers, wizard) => {
  const { deps, title } = asked;
  const { dialogs, t } = deps;
  const opening = openingSoFar(asked, answers);
  if (opening === undefined) return undefined;
  const words =
    opening.kind === 'grant'
      ? t("Grant {0} to '{1}'", worded(grantWords(opening.ask.grant), t), opening.ask.grantee.name)
      : t('Show the statements that make its user');
  const picked = await dialogs.pickOne<'give' | 'later'>(
    { title, placeholder: t('Shall the identity get in there?'), wizard },
    [
      { label: `$(key) ${words}`, description: t('the least that this code needs'), value: 'give' },
      { label: `$(clock) ${t('Not now')}`, value: 'later' },
    ],
  );
  return picked && { grant: picked };
};

export const noGrant: Giving = (asked) => (answers) =>
  openingSoFar(asked, answers) === undefined ? { grant: 'none' } : undefined;

function openingSoFar(asked: Asked, { to, target, identity }: Partial<Answers>): Opening | undefined {
  return to === undefined || target === undefined || identity === undefined
    ? undefined
    : openingOf(asked, { to, target, identity });
}

/** Grants, or shows the statements for whoever may run them. Throws `Failure` when Azure refuses. */
export async function giveAccess(asked: Asked, chosen: Chosen): Promise<void> {
  const { deps } = asked;
  const { dialogs, grants, t } = deps;
  const opening = openingOf(asked, chosen);
  const grantee = granteeOf(asked, chosen);
  if (opening === undefined || grantee === undefined) return;
  if (opening.kind === 'statements') {
    showStatements(deps, opening.database, grantee);
    return;
  }
  const { ask } = opening;
  const may = await dialogs.progress(t('Asking what you may grant'), (signal) =>
    mayGrant(grants, ask, signal),
  );
  if (may.answer === 'no') {
    await showAdminPage(deps, ask, may);
    return;
  }
  const [end] = await dialogs.progress(t('Granting {0}', worded(grantWords(ask.grant), t)), (signal) =>
    makeGrants({ ...deps, api: grants }, [ask], { signal }),
  );
  if (end?.outcome === 'failed') throw end.failure;
}

const databases: Readonly<Partial<Record<Connectable, Database>>> = {
  sql: 'sql',
  postgresql: 'postgresql',
  mysql: 'mysql',
};

/** `undefined` where the identity gets in already, or the target is known by its name alone. */
function openingOf(asked: Asked, chosen: Chosen): Opening | undefined {
  const { to, target, identity } = chosen;
  const database = databases[to];
  if (database !== undefined) return { kind: 'statements', database };
  const grantee = granteeOf(asked, chosen)?.grantee;
  const { at } = target;
  if (identity.getsIn || at === undefined || grantee === undefined) return undefined;
  const { use, area } = recipes[to];
  const all = proposalsFor(at.target);
  const proposal = all.find((one) => one.use === use && (area === undefined || one.area === area));
  if (proposal === undefined || proposal.given.kind === 'statements') return undefined;
  const grant = planGrant({ target: at.target, given: proposal.given, scope: at.target.id });
  return { kind: 'grant', ask: { subscription: at.subscription, grant, grantee } };
}

function granteeOf(asked: Asked, { identity: { principalId, name } }: Chosen): PickedGrantee | undefined {
  const found = latest(asked);
  const { snapshot } = asked.deps.estate;
  const identity = identitiesOf(snapshot, found.app).find((one) => sameId(one.principalId, principalId));
  if (identity === undefined || principalId === undefined) return undefined;
  const { subscription } = found;
  return { subscription, identity, found, grantee: { principalId, tenantId: subscription.tenantId, name } };
}
