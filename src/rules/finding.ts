import type { Broken } from '../access/mend/broken';
import { fixesFor, type FixOffer } from '../access/mend/fix-offers';
import type { Text } from '../lifecycle/text';
import type { Span, TextEdit } from '../source/span';
import type { Confidence } from './confidence';

export const severities = ['error', 'warning', 'info', 'hint'] as const;
export type Severity = (typeof severities)[number];

/** A change of the file. Safe: what the program does stays the same, or it did not work before. */
export interface EditFix {
  readonly kind: 'edit';
  /** Imperative, names the outcome: "Name identity 'orders-id'". */
  readonly title: Text;
  readonly safe: boolean;
  readonly edits: readonly TextEdit[];
}

/** What a command does to the live app; it asks and confirms itself. */
export interface LiveFix {
  readonly kind: 'live';
  readonly title: Text;
  readonly action:
    | 'enableSystemAssigned'
    | 'disableSystemAssigned'
    | 'assignUserAssigned'
    | 'removeUserAssigned'
    | 'openInPortal'
    | 'viewAppJson';
}

/** What mends the live app or its targets, whoever found it out: see `FixOffer`. */
export interface OfferedFix {
  readonly kind: 'offer';
  readonly title: Text;
  readonly offer: FixOffer;
}

/** A fix that changes no text of the file itself. */
export type AppFix = LiveFix | OfferedFix;

export type Fix = EditFix | AppFix;

export function isAppFix(fix: Fix): fix is AppFix {
  return !isEditFix(fix);
}

export function isEditFix(fix: Fix): fix is EditFix {
  return fix.kind === 'edit';
}

/** The remedies of something broken, as fixes of a finding. */
export function offeredFixes(broken: Broken): readonly OfferedFix[] {
  return fixesFor(broken).map((offer) => ({ kind: 'offer', title: offer.title, offer }));
}

export interface Related {
  /** The file's path when it is another one than the finding's. */
  readonly path?: string;
  readonly span: Span;
  readonly message: Text;
}

/** One violation in a file. */
export interface Finding {
  readonly span: Span;
  /** What is wrong and what it leads to, one or two sentences. */
  readonly message: Text;
  /** When it differs from the rule's own. */
  readonly severity?: Severity;
  /** When it differs from the rule's own. An error that is less than sure is shown as a warning. */
  readonly confidence?: Confidence;
  /** Judged against the linked app: its name and the age of what is known of it are added to the message. */
  readonly live?: true;
  readonly related?: readonly Related[];
  /** Best first. */
  readonly fixes?: readonly Fix[];
  readonly tags?: readonly ('deprecated' | 'unnecessary')[];
}
