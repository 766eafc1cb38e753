import type { Span } from '../span';

/** A Java or Kotlin file as rules see it, whichever of the two it is. */
export interface JvmFile {
  readonly kind: 'jvm';
  readonly language: 'java' | 'kotlin';
  readonly packageName: string;
  readonly imports: readonly JvmImport[];
  /** Simple names of the types the file declares itself, at any depth. */
  readonly ownTypes: ReadonlySet<string>;
  /** Everything of the file that may matter; members that hold no text of interest have no children. */
  readonly nodes: readonly JvmNode[];
}

export interface JvmImport {
  /** Qualified, without the `.*` of a wildcard. */
  readonly name: string;
  /** What the file calls it: the last part, or the alias; `*` for wildcards. */
  readonly as: string;
  /** The qualified name alone. */
  readonly span: Span;
}

export interface JvmAnnotation {
  /** As written, without `@`. */
  readonly name: string;
  readonly args: readonly JvmNode[];
}

interface Base {
  readonly span: Span;
  /** `undefined` at the top of a file. */
  readonly parent: JvmNode | undefined;
  /** All parts in the order of the text, those with names of their own included. */
  readonly children: readonly JvmNode[];
}

/** `new Type(...)`, in Kotlin `Type(...)`. */
export interface JvmNew extends Base {
  readonly kind: 'new';
  /** As written, dotted, without type arguments. */
  readonly type: string;
  readonly args: readonly JvmNode[];
}

export interface JvmCall extends Base {
  readonly kind: 'call';
  readonly receiver: JvmNode | undefined;
  /** Where the receiver ends, parentheses included: `.name(...)` begins behind it. */
  readonly receiverEnd: number;
  readonly name: string;
  readonly nameSpan: Span;
  /** A trailing lambda is the last of them. */
  readonly args: readonly JvmNode[];
}

/** One literal. */
export interface JvmText extends Base {
  readonly kind: 'text';
  readonly value: string;
  /** Between the quotes. */
  readonly content: Span;
  /** Whether the content stands in the file just as it is, so that offsets in `value` are offsets in `content`. */
  readonly plain: boolean;
  readonly multiline: boolean;
}

/** Text put together of parts: `"a" + b`, `"a$b"`. */
export interface JvmJoin extends Base {
  readonly kind: 'join';
}

export interface JvmName extends Base {
  readonly kind: 'name';
  readonly name: string;
}

export interface JvmField extends Base {
  readonly kind: 'field';
  readonly target: JvmNode;
  readonly name: string;
}

/** `? :`, `if`, `switch`, `when`, `?:`. */
export interface JvmChoice extends Base {
  readonly kind: 'choice';
  readonly branches: readonly JvmNode[];
}

export interface JvmVariable extends Base {
  readonly kind: 'variable';
  readonly role: 'field' | 'local' | 'parameter';
  readonly name: string;
  /** As written; undefined where it is inferred. */
  readonly type: { readonly name: string; readonly span: Span } | undefined;
  readonly value: JvmNode | undefined;
  readonly annotations: readonly JvmAnnotation[];
  /** `const val` of Kotlin and whatever else only takes constants. */
  readonly constant: boolean;
}

export interface JvmAssignment extends Base {
  readonly kind: 'assignment';
  readonly target: JvmNode;
  readonly value: JvmNode;
}

/** A method, constructor or initializer. */
export interface JvmFunction extends Base {
  readonly kind: 'function';
  /** `<init>` for constructors and initializers. */
  readonly name: string;
  readonly annotations: readonly JvmAnnotation[];
}

export interface JvmType extends Base {
  readonly kind: 'type';
  readonly name: string;
  readonly annotations: readonly JvmAnnotation[];
}

/** What needs no details: `block` are statements in a row, `other` is anything else. */
export interface JvmPlain extends Base {
  readonly kind: 'lambda' | 'loop' | 'return' | 'block' | 'annotation' | 'other';
}

export type JvmNode =
  | JvmNew
  | JvmCall
  | JvmText
  | JvmJoin
  | JvmName
  | JvmField
  | JvmChoice
  | JvmVariable
  | JvmAssignment
  | JvmFunction
  | JvmType
  | JvmPlain;
