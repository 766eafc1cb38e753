import { plain, type Text, type Words } from '../lifecycle/text';

/**
 * A page for people as plain data: what it says, not how it looks. Text, Markdown, HTML and JSON are renderers of it. It never holds a
 * token.
 */
export interface Report {
  readonly title: Words;
  readonly blocks: readonly Block[];
  /** All that the report counts up, as one table; for CSV, and as rows of the JSON. */
  readonly sheet?: Sheet;
}

/** A table for other programs. */
export interface Sheet {
  readonly columns: readonly { readonly key: string; readonly title: Text }[];
  /** As many cells as there are columns; an empty string where there is nothing. */
  readonly rows: readonly (readonly Words[])[];
}

export type { Words };

/** In English. */
export function plainWords(words: Words): string {
  return typeof words === 'string' ? words : plain(words);
}

export type VerdictMark = 'good' | 'info' | 'warning' | 'error' | 'unknown';

export type Block =
  | { readonly kind: 'paragraph'; readonly text: Words }
  | VerdictsBlock
  | { readonly kind: 'facts'; readonly title?: Text; readonly facts: readonly ReportFact[] }
  | TableBlock
  | {
      readonly kind: 'list';
      readonly title?: Text;
      readonly items: readonly Words[];
      readonly ordered?: true;
    }
  | CodeBlock
  | PictureBlock
  /** What the page as a whole goes on with. */
  | { readonly kind: 'buttons'; readonly buttons: readonly ReportButton[] }
  /** Folded away on a page, a section elsewhere. */
  | { readonly kind: 'folded'; readonly title: Text; readonly blocks: readonly Block[] }
  | { readonly kind: 'section'; readonly title: Text; readonly blocks: readonly Block[] };

/** Something to copy: a statement, a command line, a file. */
export interface CodeBlock {
  readonly kind: 'code';
  readonly title?: Text;
  readonly language: string;
  readonly code: string;
}

export interface PictureBlock {
  readonly kind: 'picture';
  readonly title: Text;
  readonly picture: Picture;
}

export interface VerdictsBlock {
  readonly kind: 'verdicts';
  readonly title?: Text;
  readonly verdicts: readonly ReportVerdict[];
}

export interface ReportVerdict {
  readonly mark: VerdictMark;
  readonly text: Words;
  /** What the verdict rests on, and how old that is. */
  readonly evidence?: readonly Words[];
  readonly buttons?: readonly ReportButton[];
}

/** What a button does is known to who shows the page, by its id. */
export interface ReportButton {
  readonly id: string;
  readonly title: Words;
}

export interface ReportFact {
  readonly name: Text;
  readonly value: Words;
}

export interface TableBlock {
  readonly kind: 'table';
  readonly title?: Text;
  readonly head: readonly Text[];
  readonly rows: readonly (readonly Words[])[];
  /** What is missing from the rows, said before them. */
  readonly missing?: readonly Words[];
}

/** Boxes in columns and lines between them: app -> identities -> roles -> targets. */
export interface Picture {
  readonly nodes: readonly PictureNode[];
  readonly edges: readonly PictureEdge[];
}

/** Between the ids of two nodes. */
export interface PictureEdge {
  readonly from: string;
  readonly to: string;
  readonly label?: Words;
}

export interface PictureNode {
  readonly id: string;
  /** Counted from 0, left to right. */
  readonly column: number;
  readonly label: Words;
  readonly detail?: Words;
  readonly mark?: VerdictMark;
}
