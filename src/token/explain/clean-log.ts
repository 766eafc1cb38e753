/**
 * A log as people paste it, made readable for recognition: colours, escapes and line prefixes are gone, lines that a terminal broke are
 * whole again, and each place still knows the line it came from. Every step is linear in the text.
 */
export interface CleanLog {
  readonly text: string;
  /** What belongs together: an event with its stack trace. In the order of the text. */
  readonly records: readonly LogRecord[];
  /** The line of the text as given, counted from 1, that a place of `text` came from; of lines that were cut, the first or the last. */
  lineAt(place: number, end?: 'last'): number;
}

export interface LogRecord {
  readonly start: number;
  readonly end: number;
}

interface Line {
  readonly text: string;
  /** Counted from 1. */
  readonly number: number;
  /** The last of the lines that this one was put together from. */
  readonly last: number;
}

/** How lines begin that go on with what a service said above: its messages have line breaks of their own. */
const said =
  'If role|Caller:|Action:|Resource:|Assignment:|DenyAssignmentId:|DecisionReason:|Vault:|Client address:|RequestId:|Time:|Status:|ErrorCode:|Code:|Message:|Inner error:|Content:|Headers:';
/** Also as JSON writes them, and where the escape itself was lost: a bracket and an m alone may begin a word, as in `[main]`. */
const colours = /(?:\u001b|\\{1,4}u001b)\[[\d;]{0,20}[A-Za-z]|\[\d{1,3}(?:;\d{1,3}){0,5}m/gi;
const prefixes: readonly RegExp[] = [
  // kubectl logs --prefix, and the instance names that the log stream of Spring Apps puts before each line
  /^\[(?:pod\/)?[a-z0-9]+(?:[./-][a-z0-9]+){1,20}\] ?(?=\S|\t)/,
  // docker, Kubernetes, pipelines, App Service and Container Apps: a time before every line
  new RegExp(
    `^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?(?:Z|[+-]\\d\\d:\\d\\d)(?::? \\[(?:INFO|ERROR|WARN|DEBUG|TRACE)\\] {0,4}| std(?:out|err) [FP] |:? )(?=\\s|at |Caused by|\\.\\.\\.|Suppressed|[\\w.$]+(?:Exception|Error)\\b|${said})`,
  ),
];
const containerRecord = /^\{"Time(?:Stamp|stamp)": ?"[^"]{0,60}", ?"Log": ?"(?:([FP]) )?(.*?)"\}\s*$/;
const startsEvent =
  /^(?:"?\[?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d|\{"|\[?(?:ERROR(?! CODE)|WARN|WARNING|INFO|DEBUG|FATAL)\b|\d\d:\d\d:\d\d[.,]\d{3} |\[\w[\w-]{0,30}\] (?:ERROR|WARN|INFO|DEBUG)\b)/;
/** The body of an answer that a service gave, below the line or the words that announce it. */
const body = /^\{\s?"(?:error|statusCode|odata)/;
const announces = /\bHTTP\/\d|\b[45]\d\d\b|(?:body|content|response|answer)\W{0,5}$/i;
const header = /^(?:< )?[a-z][a-z-]{1,40}: \S/i;
const goesOn = new RegExp(`^(?:\\s|at |Caused by|Suppressed|\\.\\.\\. |\\.\\.\\.$|${said})`);
/** The same behind a line that was cut: what was cut may go on with a blank, or with a word such as `at`. */
const goesOnWhole = /^(?:\t|\s{2}|at [\w$.]+\(|Caused by: |Suppressed: |\.\.\. \d)/;
/** How wide terminals are that people copy from; another width counts when two lines end there. */
const usualWidths = new Set([80, 100, 120, 132, 160, 200]);

/** Makes a pasted text readable. */
export function cleanLog(raw: string): CleanLog {
  const lines = joined(raw.split(/\r\n|\n|\r/).map((text, i) => ({ text, number: i + 1, last: i + 1 })));
  const starts: number[] = [];
  const numbers: (readonly [number, number])[] = [];
  const records: { start: number; end: number }[] = [];
  const parts: string[] = [];
  let length = 0;
  let above = '';
  for (const line of lines) {
    const bare = withoutPrefix(line.text);
    const belongs = goesOn.test(bare) || (body.test(bare) && announces.test(above));
    const begins = startsEvent.test(line.text) && !belongs;
    if (bare.trim() !== '' && !header.test(bare)) above = bare;
    const last = records.at(-1);
    const text = `${unescaped(bare)}\n`;
    starts.push(length);
    numbers.push([line.number, line.last]);
    parts.push(text);
    if (begins || last === undefined) records.push({ start: length, end: length + text.length });
    else last.end = length + text.length;
    length += text.length;
  }
  const lineAt = (place: number, end?: 'last'): number =>
    numbers[lastAtMost(starts, place)]?.[end === 'last' ? 1 : 0] ?? 1;
  return { text: parts.join(''), records, lineAt };
}

/** The index of the last of ascending numbers that is not greater than `most`. */
export function lastAtMost(ascending: readonly number[], most: number): number {
  let [low, high] = [0, ascending.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((ascending[middle] ?? 0) <= most) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Colours gone, records of a log stream opened, and lines that were cut put together again. */
function joined(lines: readonly Line[]): readonly Line[] {
  const plain = lines.map(({ text, ...at }) => ({ text: text.replace(colours, ''), ...at }));
  const width = widthOf(plain);
  const whole: Line[] = [];
  let cut = false;
  for (const { text, number, last } of plain) {
    const record = containerRecord.exec(text);
    const content = record === null ? text : (record[2] ?? '');
    const previous = whole.at(-1);
    if (cut && previous !== undefined && !startsEvent.test(content) && !goesOnWhole.test(content))
      whole[whole.length - 1] = { text: previous.text + content, number: previous.number, last };
    else whole.push({ text: content, number, last });
    cut = record?.[1] === 'P' || (width !== undefined && text.length === width);
  }
  return whole;
}

/** Where a terminal broke the lines: no line is longer, and one or more end right there. */
function widthOf(lines: readonly Line[]): number | undefined {
  let [longest, count] = [0, 0];
  for (const { text } of lines) {
    if (text.length === longest) count += 1;
    if (text.length > longest) [longest, count] = [text.length, 1];
  }
  if (longest < 60) return undefined;
  return usualWidths.has(longest) || count > 1 ? longest : undefined;
}

function withoutPrefix(text: string): string {
  let bare = text;
  if (bare.length > 1 && bare.startsWith('"') && bare.endsWith('"')) bare = withoutQuotes(bare);
  for (const prefix of prefixes) bare = bare.replace(prefix, '');
  return bare;
}

/** Quotes round a line; a row of a table for spreadsheets writes those within a field twice. */
function withoutQuotes(text: string): string {
  const inner = text.slice(1, -1);
  return inner.includes('","') ? inner.replaceAll('""', '"') : inner;
}

const entities: Readonly<Record<string, string>> = {
  quot: '"',
  lt: '<',
  gt: '>',
  amp: '&',
  apos: "'",
  '#39': "'",
};

/** What JSON and XML wrote for quotes, brackets and line ends, at whatever depth; the text stays on its line. */
function unescaped(text: string): string {
  if (!text.includes('\\') && !text.includes('&')) return text;
  return text
    .replace(/\\{1,8}(?:r\\{1,8}n|n(?![\w.]{1,30}\\)|r(?=\W|$)|t(?=\W|$|at ))/g, ' ')
    .replace(/\\{1,8}u00(2[267]|3[ce])/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    .replace(/\\{1,8}(["'/])/g, '$1')
    .replace(/&(quot|lt|gt|amp|apos|#39);/g, (whole, name: string) => entities[name] ?? whole);
}
