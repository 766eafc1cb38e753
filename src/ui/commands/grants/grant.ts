import { builtInRole, definitionName } from '../../../access/built-in-role';
import type { Shortfall } from '../../../access/mend/shortfall';
import type { Grant } from '../../../grants/grant';
import { grantName } from '../../../grants/plan/grant-name';
import { makeGrants, type GrantEnd } from '../../../grants/make-grants';
import { mayGrant } from '../../../grants/may-grant';
import { planGrant } from '../../../grants/plan/plan-grant';
import type { GrantAsk } from '../../../grants/ports';
import { proposalsFor, type Proposal } from '../../../grants/plan/proposals';
import { isPartName, scopesFor, type ScopeChoice } from '../../../grants/plan/scopes';
import { grantLine, grantWords } from '../../../grants/words';
import { Failure } from '../../../lifecycle/failure';
import type { Target } from '../../target';
import { worded } from '../../words';
import type { Command, CommandDependencies } from '../dependencies';
import { tellResult } from '../identity/tell-result';
import { grantMany, selectedGrantees, type SelectedGrantees } from './grant-many';
import { showAdminPage, showStatements } from './grant-pages';
import { follow } from './follow';
import { pickGrantee, type PickedGrantee } from './pick/pick-grantee';
import { pickGrantTarget, type PickedTarget } from './pick/pick-target';
import { takeBack } from './take-back';

/** Grants an identity the least that opens a target: the target first, then the use, the scope, a question, and only then a request. */
export const grant: Command = async (deps, target, selection) => {
  const title = deps.t('Grant');
  const many = await selectedGrantees(deps, selection);
  if (many?.picked.length === 0) throw nobody(deps, many);
  const picked = many?.picked[0] ?? (await pickGrantee(deps, target, title));
  if (picked === undefined) return;
  const shortfall = shortfallOf(target);
  const where = await pickGrantTarget(deps, { subscription: picked.subscription, title, shortfall });
  if (where === undefined) return;
  const proposal = await pickProposal(deps, where, { title, shortfall });
  if (proposal === undefined) return;
  const { given } = proposal;
  if (given.kind === 'statements') {
    if (many !== undefined) throw oneByOne(deps);
    showStatements(deps, given.database, picked);
    return;
  }
  const scope = await pickScope(deps, where, { title, proposal });
  if (scope === undefined) return;
  const wanted = planGrant({ target: where.target, given, scope: scope.id });
  const ask: GrantAsk = { subscription: where.subscription, grant: wanted, grantee: picked.grantee };
  if (many !== undefined) {
    const asks = many.picked.map(({ grantee }): GrantAsk => ({ ...ask, grantee }));
    await grantMany(deps, asks, { leftOut: many.leftOut, isWide: scope.width === 'wide' });
    return;
  }
  await grantAsked(deps, { picked, where, proposal, ask, isWide: scope.width === 'wide' });
};

function nobody({ t }: CommandDependencies, { leftOut }: SelectedGrantees): Failure {
  const [first] = leftOut;
  return new Failure({
    code: 'refused',
    what: t('Nothing can be granted to what is selected.'),
    why: first === undefined ? '' : t("'{0}' is left out: {1}", first.name, first.why),
  });
}

function oneByOne({ t }: CommandDependencies): Failure {
  return new Failure({
    code: 'refused',
    what: t('Databases are not opened for several identities at once.'),
    why: t('Each needs statements of its own.'),
    remedy: t('Select one identity.'),
  });
}

interface Wanted {
  readonly picked: PickedGrantee;
  readonly where: PickedTarget;
  readonly proposal: Proposal;
  readonly ask: GrantAsk;
  readonly isWide: boolean;
}

function shortfallOf(target: Target | undefined): Shortfall | undefined {
  return target?.kind === 'offer' && target.offer.kind === 'grant' ? target.offer.shortfall : undefined;
}

async function pickProposal(
  deps: CommandDependencies,
  { target }: PickedTarget,
  { title, shortfall }: { readonly title: string; readonly shortfall: Shortfall | undefined },
): Promise<Proposal | undefined> {
  const { dialogs, t } = deps;
  const proposals = proposalsFor(target);
  const meant = shortfall && proposals.find((one) => isMeant(one, shortfall));
  if (meant !== undefined || proposals.length === 1) return meant ?? proposals[0];
  return dialogs.pickOne(
    { title, placeholder: t("What does the app do at '{0}'?", target.name) },
    proposals.map((value) => ({
      label: worded(value.label, t),
      description: givenName(value),
      detail: worded(value.reason, t),
      value,
    })),
  );
}

function isMeant({ given, area }: Proposal, { mend }: Shortfall): boolean {
  switch (mend.kind) {
    case 'role':
      return given.kind === 'role' && given.role === mend.role;
    case 'cosmos-role':
      return given.kind === 'cosmos' && given.role === mend.role;
    case 'policy':
      return given.kind === 'policy' && area === mend.area;
    case 'redis-policy':
      return given.kind === 'redis' && (given.policy === mend.name || given.policy === 'default');
  }
}

function givenName({ given }: Proposal): string {
  switch (given.kind) {
    case 'role':
      return builtInRole(given.role)?.name ?? given.role;
    case 'policy':
      return given.permissions.join(', ');
    case 'cosmos':
      return given.roleName;
    case 'redis':
      return given.policy;
    case 'statements':
      return 'SQL';
  }
}

interface PickedScope {
  readonly id: string;
  readonly width: ScopeChoice['width'];
}

async function pickScope(
  deps: CommandDependencies,
  { target }: PickedTarget,
  { title, proposal }: { readonly title: string; readonly proposal: Proposal },
): Promise<PickedScope | undefined> {
  const { dialogs, t } = deps;
  const scopes = scopesFor(target, proposal);
  const scope =
    scopes.length === 1
      ? scopes[0]
      : await dialogs.pickOne<ScopeChoice>(
          { title, placeholder: t('How much of it? The narrowest comes first.') },
          scopes.map((value) => ({
            label: worded(value.label, t),
            description: value.width === 'wide' ? t('more than this resource') : '',
            value,
          })),
        );
  if (scope === undefined) return undefined;
  const names: string[] = [];
  for (const ask of scope.asks) {
    const name = await dialogs.text({
      title,
      placeholder: worded(ask, t),
      validate: (text) => (isPartName(text.trim()) ? undefined : t('This cannot be a name.')),
    });
    if (name === undefined) return undefined;
    names.push(name.trim());
  }
  return { id: scope.scopeWith(names), width: scope.width };
}

/** Asks whether it is allowed and wanted, grants, and says what came of it. */
async function grantAsked(deps: CommandDependencies, wanted: Wanted): Promise<void> {
  const { dialogs, grants, t } = deps;
  const { ask } = wanted;
  const may = await dialogs.progress(t('Asking what you may grant'), (signal) =>
    mayGrant(grants, ask, signal),
  );
  if (may.answer === 'no') {
    await showAdminPage(deps, ask, may);
    return;
  }
  const unsure =
    may.answer === 'unknown'
      ? [t('Whether you may grant it could not be asked: {0}', worded(may.why, t))]
      : [];
  if (!(await isConfirmed(deps, wanted, unsure))) return;
  const [end] = await dialogs.progress(t('Granting {0}', worded(grantWords(ask.grant), t)), (signal) =>
    makeGrants({ ...deps, api: grants }, [ask], { signal }),
  );
  if (end !== undefined) await tellEnd(deps, wanted, end);
}

async function isConfirmed(
  { dialogs, t }: CommandDependencies,
  { ask, proposal, isWide, picked }: Wanted,
  unsure: readonly string[],
): Promise<boolean> {
  const { grant: wanted, grantee } = ask;
  const name = await grantName(wanted, grantee.principalId);
  const owner = picked.found === undefined ? '' : ` (${picked.found.app.name})`;
  const lines = [
    t('Principal: {0}, principal ID {1}', `${grantee.name}${owner}`, grantee.principalId),
    t('What: {0}', `${givenName(proposal)}${roleId(wanted)}`),
    t('Where: {0}', wanted.scope),
    ...(name === undefined ? [] : [t('Name of the grant: {0}', name)]),
    worded(proposal.reason, t),
    ...(isWide ? [t('This opens every resource of the kind in the group, those to come included.')] : []),
    ...unsure,
  ];
  return dialogs.confirm({
    title: t("Grant {0} to '{1}'?", worded(grantWords(wanted), t), grantee.name),
    detail: lines.join('\n\n'),
    action: t('Grant'),
    warning: isWide,
  });
}

function roleId(wanted: Grant): string {
  return wanted.kind === 'role' || wanted.kind === 'cosmos'
    ? ` (${definitionName(wanted.roleDefinitionId)})`
    : '';
}

async function tellEnd(deps: CommandDependencies, wanted: Wanted, end: GrantEnd): Promise<void> {
  const { dialogs, t } = deps;
  const { ask } = wanted;
  const words = worded(grantWords(ask.grant), t);
  if (end.outcome === 'failed') {
    // What a person at work at night needs next is the line for whoever may grant.
    if (end.failure.code === 'forbidden')
      await showAdminPage(deps, ask, { action: end.failure.missingAction ?? '', eligible: [] });
    throw end.failure;
  }
  if (end.outcome === 'left') return;
  const [live, line, undo] = [t('Live Yet?'), t('Copy az Line'), t('Take Back...')];
  const message =
    end.outcome === 'made'
      ? t(
          "Granted {0} to '{1}'. Azure may need up to ten minutes until it has effect.",
          words,
          ask.grantee.name,
        )
      : t("'{1}' has {0} already; nothing was changed.", words, ask.grantee.name);
  const buttons = end.outcome === 'made' ? [live, line, undo] : [live, line];
  const pressed = await tellResult(deps, 'info', message, ...buttons);
  if (pressed === live) await follow(deps, { ...wanted.picked, ask, target: wanted.where.target });
  if (pressed === line) await dialogs.copy(await grantLine(ask.grant, ask.grantee));
  if (pressed === undo) await takeBack(deps, ask, wanted.picked.found);
}
