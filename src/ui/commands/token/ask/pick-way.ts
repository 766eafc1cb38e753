import type { FoundApp } from '../../../../estate/lookup';
import { resourceKey } from '../../../../estate/resources';
import type { Target } from '../../../target';
import type { TokenForward, TokenWay } from '../../../ways-in';
import type { CommandDependencies } from '../../dependencies';
import { pickInstance } from './pick-instance';

/**
 * How to get at an app's token endpoint: the way of the forward whose node it is; an endpoint the user has forwarded, when
 * there is one; else the console of an instance.
 */
export async function pickWay(
  deps: CommandDependencies,
  found: FoundApp,
  { target, title }: { readonly target?: Target | undefined; readonly title: string },
): Promise<TokenWay | undefined> {
  const { dialogs, forwards, t } = deps;
  const tokens = forwards.all.filter((forward): forward is TokenForward => forward.kind === 'tokens');
  if (target?.kind === 'forward') return tokens.find(({ id }) => id === target.id)?.way;
  const key = resourceKey(found.app);
  const brought = tokens.filter(({ app, way }) => app.key === key && way.kind === 'forwarded');
  if (brought.length > 0 && target?.kind !== 'instance') {
    const picked = await dialogs.pickOne<TokenWay | 'console'>({ title, placeholder: t('Reached how?') }, [
      ...brought.map(({ transport, way }) => ({ label: capital(transport), value: way })),
      { label: t('The console of an instance'), value: 'console' },
    ]);
    if (picked !== 'console') return picked;
  }
  const address = await pickInstance(deps, found, { target, title });
  return address && { kind: 'console', address };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
