import type { Text } from '../../../lifecycle/text';
import type { Refusal } from '../refusal';

/** An error in words: what it says, and what to look at or do, likeliest first. Nothing in it goes beyond what the text proves. */
export interface Meaning {
  readonly what: Text;
  readonly steps: readonly Text[];
}

/** What is told of: an error without its place. */
export type Told = Omit<Refusal, 'lines'>;

export type Tell = (refusal: Told) => Meaning;
