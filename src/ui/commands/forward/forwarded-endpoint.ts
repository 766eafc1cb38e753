import type { Command } from '../dependencies';
import { askForwardedWay } from '../token/forwarded-way';
import { pickAskedApp } from '../token/ask/question';
import { mayOpen, pickForm } from './endpoint-form';
import { openTokens, tellOpen } from './tokens';
import { isTheirs } from './whose-endpoint';

/** Takes a token endpoint that `ssh -L`, `kubectl port-forward` or a proxy has brought here for that of an app. */
export const useForwardedEndpoint: Command = async (deps, target) => {
  const title = deps.t('Use Forwarded Endpoint');
  const found = await pickAskedApp(deps, target, title);
  if (found === undefined) return;
  const way = await askForwardedWay(deps, title);
  if (way === undefined) return;
  if (!(await isTheirs(deps, found, way))) return;
  const form = await pickForm(deps, title);
  if (form === undefined || !(await mayOpen(deps, found, form))) return;
  const forward = await openTokens(deps, found, { way, form });
  deps.forwards.add(forward);
  await tellOpen(deps, forward);
};
