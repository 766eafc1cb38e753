import type { Report } from '../../report/report';
import type { Page } from './pages';

/** A report that opens in a tab of its own. It never holds a raw token. */
export interface ReportPage {
  readonly report: Report;
  /** Says more about what it is about; behind *Learn More*. */
  readonly about?: Page;
  /** A button of the report, by its id. Shows what goes wrong itself; never rejects. */
  readonly press?: (id: string) => Promise<void>;
  /** The tab was closed, or what was fetched has to go for another reason. May be called more than once. */
  readonly end?: () => void;
}

/** A report in its tab. */
export interface ShownReport {
  /** Shows what is known now in the same tab: what is folded open, searched and zoomed stays. Does nothing once it is closed. */
  update(report: Report): void;
  /** Aborted when the tab is closed: what still fills the report may end. */
  readonly closed: AbortSignal;
}

export interface Reports {
  /** The report of the tab in front. */
  readonly active: Report | undefined;
  /**
   * Asks where a text goes, and before it overwrites anything, and stores it. The place, or `undefined` when the user turns away. Throws
   * `Failure` when it cannot be written.
   */
  save(file: {
    readonly name: string;
    readonly ending: string;
    readonly text: string;
  }): Promise<string | undefined>;
  show(page: ReportPage): ShownReport;
}
