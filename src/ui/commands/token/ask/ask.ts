import { anyIdentity } from '../../../../token/token-wish';
import type { Target } from '../../../target';
import type { Command, CommandDependencies } from '../../dependencies';
import { pickWay } from './pick-way';
import { judgedApp, pickAskedApp, pickIdentity, pickTokenTarget, type TokenQuestion } from './question';
import { compareFor, fetchFor } from '../reporting';

/** Asks an instance for a token and shows a report of what came; never the token. */
export const fetchTestToken: Command = async (deps, target) => {
  const title = deps.t('Fetch Test Token');
  const question = await pickQuestion(deps, target, title);
  if (question === undefined) return;
  const asked = await pickIdentity(deps, await judgedApp(deps, question.found), { target, title });
  if (asked !== undefined) await fetchFor(deps, { ...question, asked });
};

/** Asks as every identity of an app, and as nobody in particular, and shows the answers side by side. */
export const compareIdentities: Command = async (deps, target) => {
  const question = await pickQuestion(deps, target, deps.t('Compare Identities'));
  if (question !== undefined) await compareFor(deps, { ...question, asked: anyIdentity });
};

async function pickQuestion(
  deps: CommandDependencies,
  target: Target | undefined,
  title: string,
): Promise<Omit<TokenQuestion, 'asked'> | undefined> {
  const found = await pickAskedApp(deps, target, title);
  if (found === undefined) return undefined;
  const way = await pickWay(deps, found, { target, title });
  if (way === undefined) return undefined;
  const tokenTarget = await pickTokenTarget(deps, title);
  return tokenTarget && { found, way, target: tokenTarget };
}
