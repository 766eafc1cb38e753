import type { Span } from '../span';

/** What a word is made of, in order. */
export type WordPart =
  /** `value` is what a run sees; it is as long as its span where nothing in it is escaped. */
  | { readonly kind: 'text'; readonly value: string; readonly span: Span }
  /** `spread`: each of its values is a word or option of its own, as `@options` says. */
  | { readonly kind: 'variable'; readonly key: string; readonly span: Span; readonly spread?: true }
  /** What commands print, piped one into the next: `$(az account show | jq -r .id)`. */
  | { readonly kind: 'output'; readonly commands: readonly ScriptCommand[]; readonly span: Span }
  /** A property of what is before it: `$id.PrincipalId`, `(az ... | ConvertFrom-Json).clientId`. `name` is in lower case. */
  | { readonly kind: 'member'; readonly of: WordPart; readonly name: string; readonly span: Span }
  /** `(a b)` of a shell, `@('a', 'b')` of PowerShell. */
  | { readonly kind: 'list'; readonly words: readonly ScriptWord[]; readonly span: Span }
  /** `@{ Metadata = 'true' }` of PowerShell. */
  | { readonly kind: 'table'; readonly entries: readonly TableEntry[]; readonly span: Span }
  /** `fallback`: what it is where its variable is not set, `${NAME:-value}`. */
  | { readonly kind: 'unknown'; readonly span: Span; readonly fallback?: NamedText };

/** A literal text and what it is called. */
export interface NamedText {
  readonly name: string;
  readonly value: ScriptWord;
}

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
  /** What it reads: `<<< "$JSON"`. */
  readonly input?: ScriptWord;
  /** It stands in a text that another shell runs, between quotes: `bash -c '...'`. */
  readonly quoted?: true;
}

/** A named value that a script writes for somebody else: into a file, or as a variable of the pipeline it runs in. */
export interface WrittenValue {
  readonly name: string;
  readonly value: ScriptWord;
  /** `variable`: later scripts of the pipeline see it; `output`: they see it by the step's name. */
  readonly as: 'variable' | 'output' | 'text';
}

/** A here-document that a program reads or a file is made of. */
export interface ScriptDocument {
  readonly span: Span;
  /** Nothing in it is filled in by the shell. */
  readonly isRaw: boolean;
  /** The file that it becomes, as far as that is literal. */
  readonly to: string | undefined;
}

/** A function or alias of a script that runs what it is given, behind words of its own: `retry`, `az` with options. */
export interface Runner {
  readonly name: string;
  readonly words: readonly ScriptWord[];
}

export interface Assignment {
  /** As written, without `$` and `env:`. */
  readonly name: string;
  /** What the variables of words call it. */
  readonly key: string;
  /** Absent where it cannot be read: of loops, of what is appended. */
  readonly value?: ScriptWord;
  /** What is put behind what it holds by then: `options+=(--env "A=1")`. */
  readonly added?: ScriptWord;
  /** Programs that the script starts see it. */
  readonly exported: boolean;
  readonly span: Span;
  /** As of `ScriptCommand`. */
  readonly block: number;
}

/**
 * Commands that run in one shell, also those in functions, substitutions and texts that another shell is given; what is
 * written to files is none.
 */
export interface Script {
  readonly syntax: 'shell' | 'powershell';
  readonly commands: readonly ScriptCommand[];
  readonly assignments: readonly Assignment[];
  readonly written: readonly WrittenValue[];
  readonly runners: readonly Runner[];
  /** Functions that run nothing of what they are given. */
  readonly functions: readonly string[];
  readonly documents?: readonly ScriptDocument[];
  /** The step of a pipeline that it is, by which others call its outputs. */
  readonly step?: string;
}

/** Where a value stands that belongs to no script: in a map of the pipeline. */
export const noScript: Script = {
  syntax: 'shell',
  commands: [],
  assignments: [],
  written: [],
  runners: [],
  functions: [],
};

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
