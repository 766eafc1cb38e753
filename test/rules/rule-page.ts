/** A sample in a rule's page: a fenced block under *Wrong* or *Right*. */
export interface PageSample {
  /** From the fence, ```` ```java src/App.java app=both ````; a usual name of the language when the fence has none. */
  readonly path: string;
  readonly text: string;
  /** Name of a canned app the sample is judged against. */
  readonly app: string | undefined;
}

export interface RulePage {
  readonly title: string;
  readonly headings: readonly string[];
  readonly wrong: readonly PageSample[];
  readonly right: readonly PageSample[];
  readonly section: (heading: string) => string;
}

/** The headings every page has, in this order. */
export const pageHeadings = ['What it reports', 'Why', 'Wrong', 'Right', 'Fix', 'Source'] as const;

/** Reads the page of a rule. Throws an `Error` that names what is malformed. */
export function readRulePage(markdown: string): RulePage {
  const [head = '', ...sections] = markdown.split(/^## /m);
  const title = /^# (.+)$/m.exec(head)?.[1];
  if (title === undefined) throw new Error('the page has no title');
  const bodies = new Map(
    sections.map((section) => {
      const [heading = '', ...lines] = section.split('\n');
      return [heading.trim(), lines.join('\n').trim()] as const;
    }),
  );
  const section = (heading: string): string => bodies.get(heading) ?? '';
  return {
    title,
    headings: [...bodies.keys()],
    wrong: samplesIn(section('Wrong')),
    right: samplesIn(section('Right')),
    section,
  };
}

function samplesIn(body: string): readonly PageSample[] {
  return [...body.matchAll(/^```(\S+)(?: (\S+))?(?: app=(\w+))?\n(.*?)^```$/gms)].map((match) => {
    const [, , path, app, text = ''] = match;
    if (path?.includes('.') !== true) throw new Error('a sample names no file: ```java src/App.java');
    return { path, text, app };
  });
}
