import type { LinkableFolder } from '../lint/folder-link';
import type { ToldApp } from '../lint/proposed-apps';
import type { RuleInfo } from '../rules/rule';

/** What commands may ask of the linter in the window. */
export interface Diagnostics {
  readonly rules: readonly RuleInfo[];
  /** Whether people want files to be judged. */
  readonly enabled: boolean;
  /** What the files read so far say is deployed from a folder. */
  toldApps(folder: LinkableFolder): readonly ToldApp[];
  /** Judges every file of the workspace; shows progress and can be cancelled. */
  scan(): Promise<void>;
  /** Opens the page of a rule. */
  showRule(id: string): Promise<void>;
}
