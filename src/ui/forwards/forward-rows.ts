import type { Row } from '../row';
import { elapsedWords, type Translate } from '../words';
import type { AppPortForward, Forward, TokenForward } from '../ways-in';

/** What stands behind the name: where it is on this computer, or that the way to the instance is being sought. */
export function forwardSummary(forward: Forward, t: Translate): string {
  if (forward.reconnecting) return t('reconnecting...');
  const at = forward.localAddress.replace('http://', '');
  return forward.kind === 'tokens' ? t('{0} · tokens', at) : at;
}

/** What is said of a forward, each as a name and a value. `now` is Unix milliseconds. */
export function forwardRows(forward: Forward, now: number, t: Translate): readonly Row[] {
  const { moved } = forward.life;
  const startedAt = forward.kind === 'tokens' ? forward.endpoint.stats.startedAt : forward.startedAt;
  return [
    [t('Address'), forward.localAddress],
    [t('Reached through'), forward.reconnecting ? t('reconnecting...') : forward.transport],
    ...(moved === undefined ? [] : [[t('Took over'), t('{0}, from {1}', moved.to, moved.from)] as const]),
    [t('Open for'), elapsedWords(now - startedAt, t)],
    ...(forward.kind === 'tokens' ? requestRows(forward, t) : connectionRows(forward, t)),
  ];
}

function requestRows({ endpoint }: TokenForward, t: Translate): readonly Row[] {
  const { requests, errors, lastIdentity } = endpoint.stats;
  return [
    [t('For'), endpoint.form === 'imds' ? t('every program of yours') : t('programs that know the secret')],
    [t('Requests'), errors === 0 ? String(requests) : t('{0}, {1} of them refused', requests, errors)],
    [
      t('Last answer'),
      lastIdentity === undefined
        ? t('none yet')
        : t('{0}, for {1}', lastIdentity.name, lastIdentity.resource),
    ],
  ];
}

function connectionRows({ port, trouble }: AppPortForward, t: Translate): readonly Row[] {
  const { open, served, bytes } = port.stats;
  return [
    [t('Connections'), t('{0} open, {1} in all', open, served)],
    [t('Carried'), t('{0} KiB', Math.ceil(bytes / 1024))],
    ...(trouble === undefined ? [] : [[t('Last trouble'), trouble] as const]),
  ];
}
