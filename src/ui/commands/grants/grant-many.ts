import { nameOf } from '../../../estate/ids/arm-id';
import { identitiesOf, findApp } from '../../../estate/lookup';
import { grantCounts, manyGrantsReport, type LeftOut } from '../../../grants/many-report';
import { isThere, makeGrants } from '../../../grants/make-grants';
import { mayGrant } from '../../../grants/may-grant';
import type { GrantAsk } from '../../../grants/ports';
import { grantWords } from '../../../grants/words';
import { Failure } from '../../../lifecycle/failure';
import { say } from '../../../lifecycle/text';
import type { Target } from '../../target';
import { worded } from '../../words';
import type { CommandDependencies } from '../dependencies';
import { showAdminPage } from './grant-pages';
import { granteeOf, pickGrantee, type PickedGrantee } from './pick/pick-grantee';

/** Lines of a question; the page behind it has all. */
const mostLines = 15;

/** Whom a selection means: those that get something, each once, and those that cannot, with why. */
export interface SelectedGrantees {
  readonly picked: readonly PickedGrantee[];
  readonly leftOut: readonly LeftOut[];
}

/** `undefined` when not several apps or identities are selected. */
export async function selectedGrantees(
  deps: CommandDependencies,
  selection: readonly Target[] = [],
): Promise<SelectedGrantees | undefined> {
  const nodes = selection.filter(({ kind }) => holders.has(kind));
  if (nodes.length < 2) return undefined;
  const picked = new Map<string, PickedGrantee>();
  const leftOut: LeftOut[] = [];
  for (const node of nodes) {
    try {
      const one = await granteeAt(deps, node);
      if ('why' in one) leftOut.push(one);
      else picked.set(one.grantee.principalId.toLowerCase(), one);
    } catch (error) {
      if (!Failure.is(error)) throw error;
      leftOut.push({ name: nameAt(deps, node), why: worded(error.words.why, deps.t) });
    }
  }
  const [first, ...others] = picked.values();
  if (first === undefined) return { picked: [], leftOut };
  const { t } = deps;
  const isNear = ({ grantee }: PickedGrantee): boolean => grantee.tenantId === first.grantee.tenantId;
  const away = others
    .filter((one) => !isNear(one))
    .map(({ grantee }) => ({ name: grantee.name, why: t('It lives in another tenant.') }));
  return { picked: [first, ...others.filter(isNear)], leftOut: [...leftOut, ...away] };
}

const holders: ReadonlySet<Target['kind']> = new Set<Target['kind']>([
  'app',
  'system-identity',
  'user-identity',
  'identity',
]);

/** Nobody is asked which of several identities of an app is meant: one is, or the app is left out. */
async function granteeAt(deps: CommandDependencies, node: Target): Promise<PickedGrantee | LeftOut> {
  const { estate, t } = deps;
  const name = nameAt(deps, node);
  if (node.kind !== 'app')
    return (await pickGrantee(deps, node, t('Grant'))) ?? { name, why: t('It could not be found.') };
  const found = findApp(estate.snapshot, node.key);
  if (found === undefined) return { name, why: t('It could not be found.') };
  const held = identitiesOf(estate.snapshot, found.app);
  const [only] = held;
  if (only === undefined) return { name, why: t('It has no identity.') };
  return held.length === 1
    ? granteeOf(deps, found, only)
    : { name, why: t('It has {0} identities: select the one that is meant.', held.length) };
}

function nameAt({ estate, t }: CommandDependencies, node: Target): string {
  if (node.kind === 'identity' || node.kind === 'user-identity') return nameOf(node.identity);
  const key = node.kind === 'app' ? node.key : node.kind === 'system-identity' ? node.app : undefined;
  return (key === undefined ? undefined : findApp(estate.snapshot, key)?.app.name) ?? t('What was selected');
}

/** Asks once whether it is allowed and wanted, makes all with a bound, and sums up; a failure of one hides no other. */
export async function grantMany(
  deps: CommandDependencies,
  asks: readonly GrantAsk[],
  { leftOut, isWide }: { readonly leftOut: readonly LeftOut[]; readonly isWide: boolean },
): Promise<void> {
  const { dialogs, grants, reports, log, t } = deps;
  const [first] = asks;
  if (first === undefined) return;
  const may = await dialogs.progress(t('Asking what you may grant'), (signal) =>
    mayGrant(grants, first, signal),
  );
  if (may.answer === 'no') {
    await showAdminPage(deps, first, may, asks.slice(1));
    return;
  }
  const unsure =
    may.answer === 'unknown'
      ? [t('Whether you may grant it could not be asked: {0}', worded(may.why, t))]
      : [];
  if (!(await isConfirmed(deps, [first, ...asks.slice(1)], { leftOut, isWide, unsure }))) return;
  const words = worded(grantWords(first.grant), t);
  const title =
    asks.length === 1 ? t('Granting {0}', words) : t('Granting {0} to {1} identities', words, asks.length);
  const ends = await dialogs.progress(title, (signal, report) =>
    makeGrants({ ...deps, api: grants }, asks, {
      signal,
      report: (done, total) => {
        report(t('{0} of {1}', done, total));
      },
    }),
  );
  const rest = ends.filter((end) => !isThere(end)).map(({ ask }) => ask);
  const message = [`${title}.`, ...grantCounts(ends, leftOut).map((text) => worded(text, t))].join(' ');
  log.info(message);
  const [details, again] = [t('Show Details'), t('Do the Rest...')];
  const pressed = await dialogs.tell(
    rest.length === 0 ? 'info' : 'warning',
    message,
    ...(rest.length === 0 ? [] : [again]),
    details,
  );
  const page = say('Granting {0}', grantWords(first.grant));
  if (pressed === details) reports.show({ report: manyGrantsReport(page, asks, { leftOut, ends }) });
  if (pressed === again) await grantMany(deps, rest, { leftOut, isWide });
}

async function isConfirmed(
  { dialogs, t }: CommandDependencies,
  asks: readonly [GrantAsk, ...GrantAsk[]],
  {
    leftOut,
    isWide,
    unsure,
  }: {
    readonly leftOut: readonly LeftOut[];
    readonly isWide: boolean;
    readonly unsure: readonly string[];
  },
): Promise<boolean> {
  const [first] = asks;
  const words = worded(grantWords(first.grant), t);
  const lines = [
    ...leftOut.map(({ name, why }) => t("'{0}' is left out: {1}", name, why)),
    ...asks.map(({ grantee }) => t('{0}, principal ID {1}', grantee.name, grantee.principalId)),
  ];
  const more = lines.length - mostLines;
  return await dialogs.confirm({
    title:
      asks.length === 1
        ? t("Grant {0} to '{1}'?", words, first.grantee.name)
        : t('Grant {0} to {1} identities?', words, asks.length),
    detail: [
      ...lines.slice(0, mostLines),
      ...(more > 0 ? [t('and {0} more', more)] : []),
      t('Where: {0}', first.grant.scope),
      ...(isWide ? [t('This opens every resource of the kind in the group, those to come included.')] : []),
      ...unsure,
    ].join('\n'),
    action: t('Grant'),
    warning: isWide,
  });
}
