import { elapsedWords, type Translate } from '../words';
import type { Forward } from '../ways-in';

/** What is said of a forward, each as a name and a value. `now` is Unix milliseconds. */
export function forwardRows(
  forward: Forward,
  now: number,
  t: Translate,
): readonly (readonly [string, string])[] {
  const { startedAt, requests, errors, lastIdentity } = forward.endpoint.stats;
  return [
    [t('Address'), forward.endpoint.url],
    [t('Reached through'), forward.transport],
    [t('Open for'), elapsedWords(now - startedAt, t)],
    [t('Requests'), errors === 0 ? String(requests) : t('{0}, {1} of them refused', requests, errors)],
    [
      t('Last answer'),
      lastIdentity === undefined
        ? t('none yet')
        : t('{0}, for {1}', lastIdentity.name, lastIdentity.resource),
    ],
  ];
}
