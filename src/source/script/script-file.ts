import type { Span } from '../span';

/** One argument of a command, quotes included in its span. */
export interface ScriptWord {
  readonly span: Span;
  /** Without quotes; absent where only a run tells the value. */
  readonly literal?: string;
}

export interface ScriptCommand {
  readonly span: Span;
  /** The command's name first. */
  readonly words: readonly ScriptWord[];
}

/** A shell script: commands and their words. */
export interface ScriptFile {
  readonly kind: 'script';
  readonly commands: readonly ScriptCommand[];
}
