/**
 * A sentence for people, as plain data: a template in English and what stands in its places. It crosses threads as it is; English is made
 * with `plain` (log, command line, JSON, SARIF), the user's language only in `ui`, which looks the template up in its bundle.
 *
 * What Azure, a file or a person said is always an argument, never (part of) a template: foreign braces mean nothing then.
 */
export interface Text {
  /** `Could not read the apps of {0}.`; `{n}` is argument n, counted from 0. */
  readonly template: string;
  readonly args: readonly TextArgument[];
}

export type TextArgument = string | number | Text;

/**
 * A `Text` is words, which are translated; a string is a value as it stands: a name, an id, what Azure said, or what `ui` has put into
 * the user's language already.
 */
export type Words = string | Text;

/** The words as data; a string stands as it is in every language. */
export function verbatim(words: Words): Text {
  return typeof words === 'string' ? { template: '{0}', args: [words] } : words;
}

/** A sentence; `template` is a literal, so that it can be found, listed and translated. */
export function say(template: string, ...args: readonly TextArgument[]): Text {
  return { template, args };
}

/** One of two sentences by a count, which is argument 0 of both: `counted(n, '{0} app', '{0} apps')`. */
export function counted(count: number, one: string, many: string, ...args: readonly TextArgument[]): Text {
  return say(count === 1 ? one : many, count, ...args);
}

/** Whole sentences one after the other. */
export function sentences(...parts: readonly Text[]): Text {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  return joined(parts, ' ');
}

/** Names and other parts of a sentence one after the other, with commas between. */
export function listed(parts: readonly TextArgument[]): Text {
  return joined(parts, ', ');
}

function joined(parts: readonly TextArgument[], between: string): Text {
  return { template: parts.map((_, i) => `{${i}}`).join(between), args: parts };
}

/** The text in English. */
export function plain(text: Text): string {
  return render(text, (template) => template);
}

/**
 * The text with each template replaced by `translate`, which gives the template back where it knows none. A sentence that begins with
 * other words begins with a capital; one that begins with a value has it as it stands.
 */
export function render(text: Text, translate: (template: string) => string): string {
  const template = translate(text.template);
  const isSentence = template.endsWith('.');
  return template.replace(/\{(\d+)\}/g, (place, index: string, at: number) => {
    const argument = text.args[Number(index)];
    if (argument === undefined) return place;
    if (typeof argument !== 'object') return String(argument);
    const words = render(argument, translate);
    return at === 0 && isSentence && beginsWithWords(argument, translate)
      ? words.charAt(0).toUpperCase() + words.slice(1)
      : words;
  });
}

function beginsWithWords({ template, args }: Text, translate: (template: string) => string): boolean {
  const first = /^\{(\d+)\}/.exec(translate(template))?.[1];
  if (first === undefined) return true;
  const argument = args[Number(first)];
  return typeof argument === 'object' && beginsWithWords(argument, translate);
}

/** Whether two texts say the same in every language. */
export function sameText(a: Text, b: Text): boolean {
  if (a.template !== b.template || a.args.length !== b.args.length) return false;
  return a.args.every((argument, i) => {
    const other = b.args[i];
    if (typeof argument === 'object' && typeof other === 'object') return sameText(argument, other);
    return argument === other;
  });
}
