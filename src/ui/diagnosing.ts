import type { RuleInfo } from '../rules/rule';

/** What commands may ask of the linter in the window. */
export interface Diagnostics {
  readonly rules: readonly RuleInfo[];
  /** Judges every file of the workspace; shows progress and can be cancelled. */
  scan(): Promise<void>;
  /** Opens the page of a rule. */
  showRule(id: string): Promise<void>;
}
