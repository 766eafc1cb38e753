import type { Text } from '../lifecycle/text';
import type { ProjectFacts } from '../source/build/project-facts';
import type { BesideManifest } from '../source/manifest/manifest-file';
import type { Subject, SubjectKind } from '../source/reading';
import type { Span } from '../source/span';
import type { Settings } from '../source/spring/settings';
import type { Fact, TargetFact } from './fact';
import type { Confidence } from './confidence';
import type { Finding, Fix, Severity } from './finding';
import type { LinkedApp } from './linked-app';

export type RuleId = `MI${string}`;

/** What people see of a rule. Its page stands beside it: the same name with `.md`. */
export interface RuleInfo {
  readonly id: RuleId;
  /** `credential-without-client-id`: the file's name, and what settings and reports call the rule. */
  readonly name: string;
  /** One line: what it reports. */
  readonly title: Text;
  /** Its usual level; a finding may say otherwise. */
  readonly severity: Severity;
  /** How sure its findings usually are; `high` when it does not say. */
  readonly confidence?: Confidence;
}

export interface FileContext {
  readonly path: string;
  readonly text: string;
  /** The live app the file's folder is linked to, where there is one and it could be read. */
  readonly app?: LinkedApp;
  /** What build files around the file tell. */
  readonly project: ProjectFacts;
  /** What the app's settings hold, whichever files they stand in; those of the file that is judged are its `own`. */
  readonly settings: Settings;
  /** What other files tell of a manifest. */
  readonly manifests?: BesideManifest;
  /** The services that the file names. */
  readonly targets?: readonly TargetFact[];
}

interface CheckedFile {
  /** Lower case. A file that has none of them, in whatever case, cannot violate the rule: it is not even parsed. */
  readonly literals: readonly string[];
  /** Set when it says nothing without a linked app. */
  readonly needsApp?: true;
  /** Vaguer rules that are silent where this one reports: one construct, one finding. */
  readonly hides?: readonly RuleId[];
}

/** A rule over one kind of file content. */
export interface SubjectRule<K extends SubjectKind> extends RuleInfo, CheckedFile {
  readonly subject: K;
  check(subject: Extract<Subject, { kind: K }>, context: FileContext): Iterable<Finding>;
}

/** A rule over what files of any kind tell about identities. */
export interface FactRule extends RuleInfo, CheckedFile {
  readonly subject: 'facts';
  check(facts: readonly Fact[], context: FileContext): Iterable<Finding>;
}

/** One file of the folder that is linked to an app. */
export interface LinkedFile {
  readonly path: string;
  readonly facts: readonly Fact[];
}

/** A live app, and the files linked to it; `files` is undefined where no folder is. */
export interface AppView {
  readonly app: LinkedApp;
  readonly files?: readonly LinkedFile[];
  /** Set when only some of the folder's files were read: what none of these says, another one may. */
  readonly partial?: true;
}

/** A violation on a live app, shown in the tree and on the app's JSON document. */
export interface AppFinding {
  /** Path in the app's JSON: `['identity', 'type']`. */
  readonly at: readonly string[];
  readonly message: Text;
  readonly severity?: Severity;
  readonly confidence?: Confidence;
  readonly related?: readonly { readonly path: string; readonly span: Span; readonly message: Text }[];
  readonly fixes?: readonly Fix[];
}

export interface AppRule extends RuleInfo {
  readonly subject: 'app';
  check(view: AppView): Iterable<AppFinding>;
}

/** A rule over the comments that silence rules; `lint` judges it where it applies them. */
export interface SuppressionRule extends RuleInfo {
  readonly subject: 'suppression';
}

export type FileRule = { [K in SubjectKind]: SubjectRule<K> }[SubjectKind] | FactRule;
export type Rule = FileRule | AppRule | SuppressionRule;
