import type { Span } from '../span';

/** A file that says what a project is built from: a Maven POM, a Gradle script or a version catalog of Gradle. */
export interface BuildFile {
  readonly kind: 'build';
  readonly format: 'maven' | 'gradle' | 'catalog' | 'properties';
  /** In the order of the text. */
  readonly dependencies: readonly Dependency[];
  /** Where the Maven plugin deploys the program to. */
  readonly deployments: readonly Deployment[];
  /** Artifact of the project itself, as children of a POM name their parent. */
  readonly artifact?: string;
  /** Entries of the version catalog that a script uses: `azure.identity` of `libs.azure.identity`. */
  readonly aliases: readonly string[];
  /** Versions that the file gives a name, for itself and for others: `azure.identity.version` is `1.5.0`. */
  readonly names: Readonly<Record<string, string>>;
  /** Set when dependencies may come from somewhere that the text does not tell: another script, an expression. */
  readonly open: boolean;
}

export interface Dependency {
  /** `bom` is a platform that is imported, `managed` only says which version a dependency would have. */
  readonly use: 'library' | 'bom' | 'managed' | 'plugin' | 'parent';
  readonly group: Piece;
  readonly artifact: Piece;
  /** Absent where none is given or where the text does not tell it. */
  readonly version?: Version;
  /** The name that stands in place of the version, where this file does not tell what it stands for. */
  readonly versionName?: Piece;
  /** All of it, as far as it stands on its own: the element, the notation, the entry. */
  readonly span: Span;
  /** What scripts call the entry of a catalog, with dots. */
  readonly alias?: string;
}

/** A literal text. */
export interface Piece {
  readonly text: string;
  readonly span: Span;
}

export interface Version extends Piece {
  /** The literal stands under a name of its own, which other dependencies may use as well. */
  readonly shared: boolean;
  /** It stands in another file, and here only its name. */
  readonly elsewhere?: true;
}

export interface Deployment {
  readonly app: Piece;
  readonly service?: string;
  readonly resourceGroup?: string;
  readonly subscriptionId?: string;
}
