import { say, verbatim, type Text } from '../../lifecycle/text';

/**
 * How a service, an app or a deployment is, read once where it comes in: `ready` takes changes, `busy` is being changed by Azure, `unknown`
 * was not said, or in a word that we do not know.
 */
export interface State {
  readonly is: 'ready' | 'busy' | 'failed' | 'unknown';
  /** Azure's own word, in the casing of its documents; absent when it was not said. */
  readonly word?: string;
}

/** Whether anything of a service runs, whatever its apps say; lists do not always tell. */
export type Power = 'running' | 'stopped' | 'unknown';

/** Nobody said. */
export const unsaid: State = Object.freeze({ is: 'unknown' });

// The Azure CLI refuses changes in `Updating` and `Deleting` without asking; what the service itself would answer is not documented.
const words = {
  ready: ['Succeeded'],
  busy: ['Creating', 'Updating', 'Starting', 'Stopping', 'Deleting', 'Deleted', 'Moving'],
  failed: ['Failed'],
} as const;

/** One object for each word: there may be 20,000 apps. */
const states: ReadonlyMap<string, State> = new Map(
  (['ready', 'busy', 'failed'] as const).flatMap((is) =>
    words[is].map((word) => [word.toLowerCase(), Object.freeze({ is, word })] as const),
  ),
);

/** From `provisioningState`, whose case varies. */
export function stateOf(provisioningState: string | undefined): State {
  if (provisioningState === undefined || provisioningState.toLowerCase() === 'unknown') return unsaid;
  return (
    states.get(provisioningState.toLowerCase()) ?? Object.freeze({ is: 'unknown', word: provisioningState })
  );
}

/** From `powerState`. */
export function powerOf(powerState: string | undefined): Power {
  const word = powerState?.toLowerCase();
  return word === 'running' || word === 'stopped' ? word : 'unknown';
}

const doing: Readonly<Record<string, Text>> = {
  Creating: say('Creating...'),
  Updating: say('Updating...'),
  Starting: say('Starting...'),
  Stopping: say('Stopping...'),
  Deleting: say('Deleting...'),
  Deleted: say('deleted'),
  Moving: say('Moving...'),
  Failed: say('Failed'),
};

/** What is worth saying of a state; nothing when all is well, and when nothing was said. */
export function stateNews({ is, word }: State): Text | undefined {
  if (is === 'ready' || word === undefined) return undefined;
  return doing[word] ?? verbatim(word);
}
