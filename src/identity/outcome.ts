import type { SpringApp } from '../estate/resources';
import type { Text } from '../lifecycle/text';

/** What came of a change that was asked for. */
export type ChangeOutcome =
  | { readonly kind: 'done'; readonly app: SpringApp; readonly before: SpringApp }
  | { readonly kind: 'nothing'; readonly why: Text }
  /** Somebody changed the app's identities after the user had seen them; nothing was sent. */
  | { readonly kind: 'changed-meanwhile'; readonly now: SpringApp }
  /** The user stopped waiting; Azure goes on, and so does watching it. */
  | { readonly kind: 'left-running' };
