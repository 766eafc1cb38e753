import type { NamingFiles } from '../actions/impact/impact';
import type { NamedPlace } from '../access/mend/broken';
import type { ArmId } from '../estate/ids/arm-id';
import type { Event } from '../lifecycle/emitter';
import type { Text } from '../lifecycle/text';
import type { LinkableFolder } from '../lint/links/folder-link';
import type { ToldApp } from '../lint/links/proposed-apps';
import type { AppView, RuleInfo } from '../rules/rule';
import type { FileLink } from './known-links';
import type { FilePlace, Target } from './target';

/** Files of folders linked to an app. */
export interface LinkedFiles extends Pick<AppView, 'files' | 'partial'> {
  /** The line of a place, counted from 1, in a file that was judged. */
  readonly lineOf?: (path: string, offset: number) => number | undefined;
}

/** What commands may ask of the linter in the window. */
export interface Diagnostics {
  readonly rules: readonly RuleInfo[];
  /** Whether people want files to be judged. */
  readonly enabled: boolean;
  /** Where files of the folders linked to an app name identities of apps. */
  namingFiles(app: ArmId): NamingFiles;
  /** What the files read so far say is deployed from a folder. */
  toldApps(folder: LinkableFolder): readonly ToldApp[];
  /** Judges every file of the workspace; shows progress and can be cancelled. */
  scan(): Promise<void>;
  /** Opens the page of a rule. */
  showRule(id: string): Promise<void>;
  /** Opens a file of a folder linked to an app, and selects a place in it; false when it is not there. */
  showPlace(app: ArmId, place: FilePlace): Promise<boolean>;
  /** What the files of an app's folders tell; reads them first. Nothing where no folder is linked. */
  filesOf(app: ArmId): Promise<LinkedFiles>;
  /** What they tell as far as they were judged; reads nothing. */
  filesSoFar(app: ArmId): LinkedFiles;
  /** Apps whose files, or links to folders, tell something else than before. */
  readonly onDidTell: Event<readonly ArmId[] | 'all'>;
  /** Puts a text at places of such files, and shows the first. Throws `Failure` `conflict` where something else stands there by now. */
  replaceIn(app: ArmId, places: readonly NamedPlace[], text: string): Promise<void>;
  /** Shows, file by file, what putting a text at such places makes of each, with a button that does it. Throws like `replaceIn`. */
  previewReplacing(
    app: ArmId,
    places: readonly NamedPlace[],
    by: { readonly text: string; readonly title: Text },
  ): Promise<void>;
  /** Shows what a fix makes of its file, with a button that makes it. */
  previewFix(fix: Extract<Target, { kind: 'fix' }>): Promise<void>;
  /** Makes the fix whose preview is in front. */
  applyFix(): Promise<void>;
  /** Links that stand in the configuration files of workspace folders. */
  linksInFiles(): readonly FileLink[];
  /** Opens the configuration file such a link stands in, and selects its entry. */
  showLink(link: FileLink): Promise<void>;
  /** Saves the configuration file of a workspace folder; no other document. */
  saveConfiguration(uri: string): Promise<void>;
}
