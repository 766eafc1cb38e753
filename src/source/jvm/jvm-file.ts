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
  /** What Kotlin calls them in `Type(name = value)`, place by place. */
  readonly argNames: readonly (string | undefined)[];
}

export interface JvmCall extends Base {
  readonly kind: 'call';
  readonly receiver: JvmNode | undefined;
  /** Where the receiver ends, parentheses included: `.name(...)` begins behind it. */
  readonly receiverEnd: number;
  readonly name: string;
  readonly nameSpan: Span;
  /** Whether it is `receiver?.name(...)`. */
  readonly isSafe: boolean;
  /** A trailing lambda is the last of them. */
  readonly args: readonly JvmNode[];
  readonly argNames: readonly (string | undefined)[];
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

/** A name as it is written; `null`, `this`, and `break` and `continue` count as names. */
export interface JvmName extends Base {
  readonly kind: 'name';
  readonly name: string;
}

export interface JvmField extends Base {
  readonly kind: 'field';
  readonly target: JvmNode;
  readonly name: string;
}

/** `? :`, `if`, `switch`, `when`, `?:`, `try`. */
export interface JvmChoice extends Base {
  readonly kind: 'choice';
  readonly branches: readonly JvmNode[];
  /** Whether `break` within leads behind it, as in a `switch` of Java. */
  readonly takesBreak: boolean;
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
  readonly parameters: readonly JvmVariable[];
  /** As written; of extension functions of Kotlin only. */
  readonly receiverType: string | undefined;
  /** As written; undefined where it is inferred, and of constructors. */
  readonly returnType: string | undefined;
  /** Whether only those who implement it say what it does. */
  readonly isAbstract: boolean;
}

/** `x -> ...`, `{ x -> ... }`; a reference such as `Type::name` counts as a lambda that makes the one call it stands for. */
export interface JvmLambda extends Base {
  readonly kind: 'lambda';
  readonly parameters: readonly JvmVariable[];
  /** What it gives back without the word `return`. */
  readonly result: JvmNode | undefined;
  /** Whether it is written `Type::name`: what it is called with is not named, and goes to the call. */
  readonly isReference: boolean;
}

export interface JvmReturn extends Base {
  readonly kind: 'return';
  /** What it ends: in Kotlin a bare `return` within a lambda ends the function around it. */
  readonly from: 'innermost' | 'function';
}

export interface JvmType extends Base {
  readonly kind: 'type';
  readonly name: string;
  readonly annotations: readonly JvmAnnotation[];
  /** Of the primary constructor or the record, those that are fields included. */
  readonly parameters: readonly JvmVariable[];
  /** As written, without type arguments. */
  readonly supertypes: readonly string[];
}

/** What needs no details: `block` are statements in a row, `other` is anything else. */
export interface JvmPlain extends Base {
  readonly kind: 'loop' | 'block' | 'annotation' | 'other';
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
  | JvmLambda
  | JvmReturn
  | JvmType
  | JvmPlain;
