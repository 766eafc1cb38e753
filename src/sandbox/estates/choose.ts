import { Failure } from '../../lifecycle/failure';
import type { EstateChoice } from '../contract';
import type { EstateSeed } from './estate';
import { estateFromResources } from './from-resources';
import { generatedEstate } from './generated';
import { sampleEstate } from '../sample/sample-estate';

const most = 200_000;

/** The seed of an estate. Throws `Failure` `invalid`. */
export function chooseEstate(choice: EstateChoice): EstateSeed {
  if (typeof choice !== 'string') return estateFromResources(choice);
  if (choice === 'sample') return sampleEstate();
  const [, s, v, a] = /^(\d+)x(\d+)x(\d+)$/.exec(choice) ?? [];
  const size = { subscriptions: Number(s), services: Number(v), apps: Number(a) };
  const total = size.subscriptions * Math.max(1, size.services) * Math.max(1, size.apps);
  if (Number.isNaN(total) || size.subscriptions < 1 || total > most)
    throw new Failure({
      code: 'invalid',
      what: `'${choice}' is no estate.`,
      why: `An estate is 'sample' or <subscriptions>x<services each>x<apps each> with at least one subscription and at most ${most} apps in all.`,
    });
  return generatedEstate(size);
}
