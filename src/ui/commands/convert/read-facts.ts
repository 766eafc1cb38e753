import { say } from '../../../lifecycle/text';
import type { Conversion } from '../../../actions/convert/conversion';
import type { ConversionFacts } from '../../../actions/convert/steps';
import type { NamedPlace } from '../../../access/mend/broken';
import { sameId } from '../../../estate/held-identity';
import { findApp, serviceKeyOf, type FoundApp } from '../../../estate/lookup';
import { planCopy } from '../../../grants/plan/copy-plan';
import { Failure, toFailure } from '../../../lifecycle/failure';
import type { CommandDependencies } from '../dependencies';
import { subscriptionsOfTenant } from '../window/tenant';

/** What Azure and the files say right now; nothing is taken from memory. */
export async function readFacts(
  deps: CommandDependencies,
  conversion: Conversion,
  { found, signal }: { readonly found: FoundApp; readonly signal: AbortSignal },
): Promise<ConversionFacts> {
  const { inventory, userAssigned, estate } = deps;
  const { subscription } = found;
  const [identity, grants] = await Promise.all([
    userAssigned.get(subscription, conversion.identity.id, signal),
    readPlan(deps, conversion, { found, signal }),
    inventory.readApp(conversion.app, signal),
  ]);
  return {
    app: findApp(estate.snapshot, conversion.app)?.app,
    isThere: identity !== undefined,
    grants,
    files: await readFiles(deps, conversion, found),
  };
}

async function readPlan(
  deps: CommandDependencies,
  { system, identity }: Conversion,
  { found, signal }: { readonly found: FoundApp; readonly signal: AbortSignal },
): Promise<ConversionFacts['grants']> {
  const subscriptions = subscriptionsOfTenant(deps, found.subscription);
  try {
    const [from, to] = await Promise.all([
      deps.grants.list(subscriptions, system.principalId, signal),
      deps.grants.list(subscriptions, identity.principalId, signal),
    ]);
    return planCopy(from, to);
  } catch (error) {
    signal.throwIfAborted();
    return toFailure(error, say('Could not read what the identities hold.'));
  }
}

async function readFiles(
  deps: CommandDependencies,
  { system }: Conversion,
  { app }: FoundApp,
): Promise<ConversionFacts['files']> {
  const diagnostics = await deps.diagnostics();
  if (!diagnostics.enabled) return { read: 'off', places: [] };
  const { files, partial } = await diagnostics.filesOf(app.id);
  if (files === undefined) return { read: 'no-folder', places: [] };
  const places = files.flatMap(({ path, facts }) =>
    facts.flatMap((fact): readonly NamedPlace[] =>
      fact.kind === 'clientId' && sameId(fact.value, system.clientId)
        ? [{ path, span: fact.literal ?? fact.span, text: fact.value }]
        : [],
    ),
  );
  return { read: partial === true ? 'some' : 'all', places };
}

/** The app of a conversion, read if its service was not looked at yet. Throws `Failure` when it is gone. */
export async function appOfConversion(
  { estate, inventory, t }: CommandDependencies,
  { app, appName }: Pick<Conversion, 'app' | 'appName'>,
): Promise<FoundApp> {
  const known = findApp(estate.snapshot, app);
  if (known !== undefined) return known;
  await inventory.open({ kind: 'service', key: serviceKeyOf(app) });
  const found = findApp(estate.snapshot, app);
  if (found !== undefined) return found;
  throw new Failure({
    code: 'not-found',
    what: t("The conversion of '{0}' cannot go on.", appName),
    why: t('The app was deleted, or is out of reach of this sign-in.'),
    action: 'refresh',
  });
}
