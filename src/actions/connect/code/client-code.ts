/** Lines of a program in both languages. */
export interface InBoth {
  readonly java: readonly string[];
  readonly kotlin: readonly string[];
}

/** Something the client is made from, beside the credential. */
export interface Input {
  /** Of the variable: `endpoint`. */
  readonly name: string;
  /** Of the property that holds it. */
  readonly key: string;
}

/** Tells a refused call from others. */
export type Refusal =
  /** An expression that gives the HTTP status of `error`, 0 where there is none. */
  | { readonly by: 'status'; readonly type: string; readonly java: string; readonly kotlin: string }
  /** One that says whether `error` is a refusal. */
  | { readonly by: 'test'; readonly type: string; readonly java: string; readonly kotlin: string };

/** The class that a connection adds to the app. */
export interface ClientCode {
  readonly className: string;
  /** What it is for, as a sentence. */
  readonly purpose: string;
  /** Of the client, without its package. */
  readonly client: string;
  /** How the class calls it: `client`, `jdbc`. */
  readonly field: string;
  /** Set where somebody else makes the client; else `build` does, from `inputs` and `credential`. */
  readonly injected: boolean;
  readonly inputs: readonly Input[];
  /** Client ID's property; absent where the system-assigned identity is asked, which is named by no client ID. */
  readonly clientIdKey?: string;
  /** The expression that makes the client, over several lines. */
  readonly build?: InBoth;
  readonly imports: readonly string[];
  /** For `build`, whatever the language. */
  readonly buildImports?: readonly string[];
  /** Members of the class; a blank line stands between them. */
  readonly methods: InBoth;
  /** Absent where nothing can be refused any more once the app runs. */
  readonly refusal?: Refusal & {
    /** What to do about it: "needs the role 'Key Vault Secrets User'". */
    readonly remedy: string;
  };
}

export type ProgramLanguage = keyof InBoth;

export interface ClassWish {
  readonly language: ProgramLanguage;
  /** Empty for the unnamed one. */
  readonly packageName: string;
  /** Whether Spring makes the class, and gives it what it needs. */
  readonly isComponent: boolean;
  /** What the messages call the place: `kv-shop`. */
  readonly place: string;
}
