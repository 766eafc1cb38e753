import type { SpringConfig } from './spring-config';

/** What one file tells of an app's settings. Plain data: it is kept for every file of a folder, and may travel to another thread. */
export interface SettingsFile {
  readonly path: string;
  readonly configs: readonly SpringConfig[];
  /** Set where the file may be meant for another app of the same repository. */
  readonly isDoubtful?: true;
  /** Set for the variables that Azure tells the linked app has. */
  readonly isLive?: true;
}
