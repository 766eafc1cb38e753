import type { Span, TextEdit } from '../source/span';

export const severities = ['error', 'warning', 'info', 'hint'] as const;
export type Severity = (typeof severities)[number];

/** A change of the file. Safe: what the program does stays the same, or it did not work before. */
export interface EditFix {
  readonly kind: 'edit';
  /** Imperative, names the outcome: "Name identity 'orders-id'". */
  readonly title: string;
  readonly safe: boolean;
  readonly edits: readonly TextEdit[];
}

/** What a command does to the live app; it asks and confirms itself. */
export interface LiveFix {
  readonly kind: 'live';
  readonly title: string;
  readonly action:
    | 'enableSystemAssigned'
    | 'disableSystemAssigned'
    | 'assignUserAssigned'
    | 'removeUserAssigned'
    | 'openInPortal'
    | 'viewAppJson';
}

export type Fix = EditFix | LiveFix;

export interface Related {
  /** The file's path when it is another one than the finding's. */
  readonly path?: string;
  readonly span: Span;
  readonly message: string;
}

/** One violation in a file. */
export interface Finding {
  readonly span: Span;
  /** What is wrong and what it leads to, one or two sentences. */
  readonly message: string;
  /** When it differs from the rule's own. */
  readonly severity?: Severity;
  /** Judged against the linked app: its name and the age of what is known of it are added to the message. */
  readonly live?: true;
  readonly related?: readonly Related[];
  /** Best first. */
  readonly fixes?: readonly Fix[];
  readonly tags?: readonly ('deprecated' | 'unnecessary')[];
}
