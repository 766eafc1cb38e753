import type { Span } from '../span';

/** What a word is made of, in order. */
export type WordPart =
  /** `value` is what a run sees; it is as long as its span where nothing in it is escaped. */
  | { readonly kind: 'text'; readonly value: string; readonly span: Span }
  | { readonly kind: 'variable'; readonly key: string; readonly span: Span }
  /** What commands print, piped one into the next: `$(az account show | jq -r .id)`. */
  | { readonly kind: 'output'; readonly commands: readonly ScriptCommand[]; readonly span: Span }
  /** `@{ Metadata = 'true' }` of PowerShell. */
  | { readonly kind: 'table'; readonly entries: readonly TableEntry[]; readonly span: Span }
  | { readonly kind: 'unknown'; readonly span: Span };

export interface TableEntry {
  readonly name: ScriptWord;
  readonly value: ScriptWord;
}

/** One argument of a command, quotes included in its span. */
export interface ScriptWord {
  readonly span: Span;
  readonly parts: readonly WordPart[];
  /** Without quotes; absent where only a run tells the value. */
  readonly literal?: string;
}

export interface ScriptCommand {
  readonly span: Span;
  /** The command's name first. */
  readonly words: readonly ScriptWord[];
  /** Variables that this command alone sees: `AZURE_CLIENT_ID=$id mvn test`. */
  readonly environment: readonly Assignment[];
  /** Where the branch, loop or function begins that decides whether it runs; -1 when nothing does. */
  readonly block: number;
}

export interface Assignment {
  /** As written, without `$` and `env:`. */
  readonly name: string;
  /** What the variables of words call it. */
  readonly key: string;
  /** Absent where it cannot be read: of loops, of what is appended. */
  readonly value?: ScriptWord;
  /** Programs that the script starts see it. */
  readonly exported: boolean;
  readonly span: Span;
  /** As of `ScriptCommand`. */
  readonly block: number;
}

/** Commands that run in one shell, also those in functions and substitutions; texts of heredocs are none. */
export interface Script {
  readonly syntax: 'shell' | 'powershell';
  readonly commands: readonly ScriptCommand[];
  readonly assignments: readonly Assignment[];
}

/** What YAML says of an app that a step or a service deploys. */
export interface NamedApp {
  readonly app: string;
  readonly service?: string;
  readonly resourceGroup?: string;
  readonly span: Span;
}

/** A script, or a workflow that holds scripts. */
export interface ScriptFile {
  readonly kind: 'script';
  readonly scripts: readonly Script[];
  /** Maps of environment variables that a workflow hands to its scripts. */
  readonly environments: readonly (readonly Assignment[])[];
  readonly apps: readonly NamedApp[];
}
