import type { Failure } from '../lifecycle/failure';

/** A branch of the estate: not asked for yet, under way, here, or refused. What was here before stays visible meanwhile. */
export type Loadable<T> =
  | { readonly state: 'absent' }
  | { readonly state: 'loading'; readonly previous?: T }
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'failed'; readonly failure: Failure; readonly previous?: T };

export const absent: { readonly state: 'absent' } = Object.freeze({ state: 'absent' });

/** What can be shown of a branch, whatever its state. */
export function shown<T>(branch: Loadable<T>): T | undefined {
  if (branch.state === 'ready') return branch.value;
  return branch.state === 'absent' ? undefined : branch.previous;
}
