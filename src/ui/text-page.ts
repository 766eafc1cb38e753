/** A report that opens in a tab: text with buttons above some of its lines. It never holds a raw token. */
export interface TextPage {
  /** Of the tab, without a suffix. */
  readonly name: string;
  readonly text: string;
  /** The same as Markdown, for a preview. */
  readonly markdown: string;
  readonly buttons: readonly TextButton[];
  /** The tab was closed, or what was fetched has to go for another reason. May be called more than once. */
  readonly end?: () => void;
}

export interface TextButton {
  /** Counted from 0; the button stands above it. */
  readonly line: number;
  readonly title: string;
  /** Shows what goes wrong itself; never rejects. */
  readonly press: () => Promise<void>;
}
