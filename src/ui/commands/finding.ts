import { findApp } from '../../estate/lookup';
import { plain } from '../../lifecycle/text';
import { worded } from '../words';
import type { Command } from './dependencies';
import { makeFix } from './fix';
import { pickApp } from './pick/pick-app';

/** Leads from a finding on an app to the place it speaks of: in a file where there is one, else in the JSON of the app. */
export const showFinding: Command = async (deps, target) => {
  if (target?.kind !== 'finding') return;
  const { estate, appJson } = deps;
  deps.learned('sawFinding');
  const found = findApp(estate.snapshot, target.app);
  const [place] = target.places;
  if (found !== undefined && place !== undefined) {
    const diagnostics = await deps.diagnostics();
    if (await diagnostics.showPlace(found.app.id, place)) return;
  }
  await appJson.show(target.app, target.at);
};

/** Runs one of the changes of the app that put a finding right; each asks before it does anything. */
export const fixFinding: Command = async (deps, target) => {
  if (target?.kind !== 'finding') return;
  const { dialogs, t } = deps;
  const [only, ...others] = target.fixes;
  const fix =
    others.length === 0
      ? only
      : await dialogs.pickOne(
          { title: t('Fix {0}', target.rule), placeholder: t('How?') },
          target.fixes.map((one) => ({ label: worded(one.title, t), value: one })),
        );
  if (fix?.kind === 'live') await deps.run(fix.action, { kind: 'app', key: target.app });
  if (fix?.kind === 'offer') await deps.run('makeFix', { kind: 'offer', app: target.app, offer: fix.offer });
};

/** Makes what a finding on a file or an app offers. */
export const makeOfferedFix: Command = async (deps, target) => {
  if (target?.kind !== 'offer') return;
  await makeFix(deps, await pickApp(deps, target, plain(target.offer.title)), target.offer);
};
