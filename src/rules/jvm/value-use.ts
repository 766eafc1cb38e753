import type {
  JvmAssignment,
  JvmCall,
  JvmField,
  JvmFunction,
  JvmName,
  JvmNew,
  JvmVariable,
} from '../../source/jvm/jvm-file';

/** What does something with a value: a call on it or with it, an object made of it, a property read of it. */
export interface Use {
  readonly by: JvmCall | JvmNew | JvmField | JvmName;
  readonly as: 'receiver' | 'argument';
}

export interface FlowRules {
  /** Whether what a use gives back is the value again, or holds it. */
  readonly passes: (use: Use) => boolean;
  /** Whether text that the value becomes a part of counts as the value. */
  readonly joins: boolean;
  /** Calls by which what they are called on takes the value in: `builder.append(value)`. */
  readonly fillers?: ReadonlySet<string>;
  /** Calls by which a map takes the value in, behind its key: `map.put(key, value)`. */
  readonly entries?: ReadonlySet<string>;
}

/** What becomes of a value within the file. */
export interface Flow {
  /** In the order in which they were come upon. */
  readonly uses: readonly Use[];
  /** What is assigned to its properties, `value.name = ...`. */
  readonly sets: readonly JvmAssignment[];
  /** The variables that hold it. */
  readonly kept: ReadonlySet<JvmVariable>;
  /** The functions that give it back. */
  readonly givers: ReadonlySet<JvmFunction>;
  /** Whether it goes where the file alone does not tell what becomes of it. */
  readonly isLost: boolean;
}

/** The last part of what is called or made. */
export function nameOf(by: Use['by']): string {
  return by.kind === 'new' ? by.type.slice(by.type.lastIndexOf('.') + 1) : by.name;
}
