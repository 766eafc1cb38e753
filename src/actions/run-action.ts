import { harmless } from '../lifecycle/harmless';
import { asMarkdown } from '../report/as-markdown';
import { readInput, type Action } from './action';

/** Runs an action for a language model: its answer as Markdown, without anything that looks like a token. Throws `Failure`. */
export async function runAction<Ports>(
  action: Action<Ports>,
  given: unknown,
  { ports, signal }: { readonly ports: Ports; readonly signal: AbortSignal },
): Promise<string> {
  const report = await action.run(ports, readInput(action, given), signal);
  return harmless(asMarkdown(report), 'lines');
}
