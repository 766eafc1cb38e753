import { programOf } from '../../source/script/programs';
import { sourcesOf, type Source } from '../../source/script/following';
import type {
  Script,
  ScriptCommand,
  ScriptFile,
  ScriptWord,
  WordPart,
} from '../../source/script/script-file';
import { commandLine, type CommandLine } from '../../source/script/words/command-line';
import type { Span } from '../../source/span';
import { plainName } from '../plain-name';
import { flagOf } from './az-command';

/** Which of an identity's IDs a script takes. */
export type IdKind = 'principal' | 'client' | 'resource';

/** The choice of an ID out of what Azure tells of an identity. */
export interface ChosenId {
  readonly kind: IdKind;
  /** Where it is chosen: the query, the property. */
  readonly at: Span;
  /** The value of `--query` where that chooses it: the whole of what the command prints. */
  readonly query?: ScriptWord;
  /** What asked Azure: path of the command, `identity show`; absent where only the name of a value tells what it is. */
  readonly command?: string;
  /** That command. */
  readonly asked?: CommandLine;
}

/** Programs that give on what they read, more or less as it is. */
const passing = new Set([
  ...['tr', 'sed', 'head', 'tail', 'xargs', 'cut', 'out-string', 'convertfrom-json', 'cat', 'sort', 'uniq'],
  ...['select-object', 'select', 'foreach-object', '%', 'write-output', 'echo', 'tee'],
]);

/** Programs that take something out of JSON. */
const choosing = new Set(['jq', 'yq', 'grep', 'awk', 'python', 'python3', 'node', 'gron', 'jp']);

/** The ID that a word holds, as far as the script tells which; `undefined` where it may be any. */
export function chosenId(file: ScriptFile, script: Script, word: ScriptWord): ChosenId | undefined {
  const source = onlySource(file, script, word);
  return source === undefined ? undefined : idOf(file, source, 0);
}

const mostSteps = 6;

function idOf(file: ScriptFile, { part, script }: Source, steps: number): ChosenId | undefined {
  if (steps > mostSteps) return undefined;
  switch (part.kind) {
    case 'member':
      return memberOf(file, { part, script }, steps);
    case 'output':
      return printedBy(file, script, part.commands, steps);
    case 'variable':
      return namedBy(part.key, part.span);
    case 'unknown': {
      // What it is where something else is missing: `$env:ID ?? $identity.PrincipalId`.
      const other = part.fallback && onlySource(file, script, part.fallback.value);
      return other && idOf(file, other, steps + 1);
    }
    default:
      return undefined;
  }
}

function memberOf(
  file: ScriptFile,
  { part, script }: { readonly part: WordPart & { readonly kind: 'member' }; readonly script: Script },
  steps: number,
): ChosenId | undefined {
  const { of, name, span } = part;
  // `.Outputs.principalId.value` of a deployment.
  if (name === 'value') return idOf(file, { part: of, script }, steps + 1);
  const kind = kindCalled(name);
  if (kind === undefined) return undefined;
  const [source, ...others] = sourcesOf(file, script, { span: of.span, parts: [of] });
  const command = source === undefined || others.length > 0 ? undefined : askedIn(file, source);
  return kind === 'resource' && command === undefined ? undefined : actual(kind, span, command);
}

/** The command of Azure whose answer a value is, or is part of. */
function askedIn(file: ScriptFile, { part, script }: Source): Asked | undefined {
  let inner = part;
  while (inner.kind === 'member') inner = inner.of;
  if (inner.kind === 'variable') {
    const [source] = sourcesOf(file, script, { span: inner.span, parts: [inner] });
    return source === undefined || source.part === inner ? undefined : askedIn(file, source);
  }
  const [first] = inner.kind === 'output' ? inner.commands : [];
  return first === undefined ? undefined : asked(file, script, first);
}

interface Asked {
  readonly path: string;
  readonly line?: CommandLine;
  readonly query?: ScriptWord;
}

/** `az identity show`, `Get-AzUserAssignedIdentity`. */
function asked(file: ScriptFile, script: Script, command: ScriptCommand): Asked | undefined {
  const program = programOf(file, script, command);
  if (program === undefined) return undefined;
  if (/^(?:get|new|update|set)-az\w+$/.test(program.name)) return { path: program.name };
  if (program.name !== 'az') return undefined;
  const line = commandLine(program.words);
  const path = line.names.slice(1).map(({ literal }) => literal ?? '?');
  const query = flagOf(line, '--query')?.values[0];
  return { path: path.join(' '), line, ...(query !== undefined && { query }) };
}

function printedBy(
  file: ScriptFile,
  script: Script,
  commands: readonly ScriptCommand[],
  steps: number,
): ChosenId | undefined {
  const [first, ...next] = commands;
  if (first === undefined) return undefined;
  const own = asked(file, script, first);
  if (own === undefined) return chosenFromText(file, { script, first, next }, steps);
  const whole = own.query === undefined ? undefined : kindQueried(own.query);
  if (own.query !== undefined && whole !== undefined) {
    const isWhole = next.every((command) => passing.has(nameOf(file, script, command)));
    const chosen = isWhole ? actual(whole, own.query.span, own) : undefined;
    return chosen && { ...chosen, query: own.query };
  }
  // Another query may have renamed what is chosen below.
  return own.query === undefined ? choiceIn(file, script, next, own) : undefined;
}

/** Commands of which each reads what the one before prints. */
interface Pipe {
  readonly script: Script;
  readonly first: ScriptCommand;
  readonly next: readonly ScriptCommand[];
}

/** `echo "$JSON" | jq -r .principalId`, `jq -r .principalId <<< "$JSON"`, `terraform output -raw principal_id`. */
function chosenFromText(
  file: ScriptFile,
  { script, first, next }: Pipe,
  steps: number,
): ChosenId | undefined {
  const name = nameOf(file, script, first);
  const last = first.words.at(-1);
  if (name === 'terraform') return last?.literal === undefined ? undefined : namedBy(last.literal, last.span);
  const isPrinted = /^(?:echo|printf|write-output)$/.test(name);
  const given = isPrinted ? last : first.input;
  const source = given === undefined ? undefined : onlySource(file, script, given);
  if (source === undefined) return undefined;
  const choosers = isPrinted ? next : [first, ...next];
  const choice = choiceIn(file, script, choosers, askedIn(file, source));
  if (choice !== undefined) return choice;
  const isWhole = choosers.every((one) => passing.has(nameOf(file, script, one)));
  return isWhole ? idOf(file, source, steps + 1) : undefined;
}

/** The one thing that a word is besides blanks. */
function onlySource(file: ScriptFile, script: Script, word: ScriptWord): Source | undefined {
  const [source, ...others] = sourcesOf(file, script, word).filter(
    ({ part }) => part.kind !== 'text' || part.value.trim() !== '',
  );
  return others.length > 0 ? undefined : source;
}

/** What one of the commands of a pipe takes out of JSON. */
function choiceIn(
  file: ScriptFile,
  script: Script,
  commands: readonly ScriptCommand[],
  command: Asked | undefined,
): ChosenId | undefined {
  let found: ChosenId | undefined;
  for (const one of commands) {
    const name = nameOf(file, script, one);
    if (!choosing.has(name) && !passing.has(name)) return undefined;
    const choices = one.words.slice(1).flatMap((word) => choiceOf(word) ?? []);
    const [choice, ...others] = choices;
    if (choice === undefined) continue;
    if (others.length > 0 || found !== undefined) return undefined;
    if (choice.kind === 'resource' && (command === undefined || !choosing.has(name))) return undefined;
    found = actual(choice.kind, choice.at, command);
  }
  return found;
}

function choiceOf({
  literal,
  parts,
  span,
}: ScriptWord): { readonly kind: IdKind; readonly at: Span } | undefined {
  const [part, ...others] = parts;
  if (part?.kind === 'member' && others.length === 0) {
    const kind = kindCalled(part.name);
    return kind === undefined ? undefined : { kind, at: span };
  }
  if (literal === undefined || literal.length > 300) return undefined;
  if (/^\.(?:\w+\.)?id$/i.test(literal)) return { kind: 'resource', at: span };
  const kinds = new Set(
    [...literal.matchAll(/\b(?:principalId|clientId|appId|objectId)\b/gi)].map(([name]) => kindCalled(name)),
  );
  const [kind, ...more] = kinds;
  return kind === undefined || more.length > 0 ? undefined : { kind, at: span };
}

/** The last name of a query that ends with one: `identity.principalId`, `[0].clientId`, `properties.outputs.principalId.value`. */
function kindQueried({ literal }: ScriptWord): IdKind | undefined {
  const last = /(?:^|[.\]])([A-Za-z_]\w*)(?:\s*\|\s*\[0\])?$/.exec(
    (literal ?? '').trim().replace(/\.value$/, ''),
  )?.[1];
  return last === undefined ? undefined : kindCalled(last);
}

function kindCalled(name: string): IdKind | undefined {
  const plain = plainName(name);
  if (plain === 'id') return 'resource';
  if (plain.endsWith('principalid') || plain === 'objectid' || plain === 'oid') return 'principal';
  if (plain.endsWith('clientid') || plain === 'appid' || plain === 'applicationid') return 'client';
  return plain.endsWith('resourceid') ? 'resource' : undefined;
}

/** The directory calls the object ID `id`, and knows the client ID as `appId`. */
function actual(kind: IdKind, at: Span, by: Asked | undefined): ChosenId | undefined {
  const command = by?.path;
  // An application is no identity; what it calls its ID is neither.
  if (kind === 'resource' && command?.startsWith('ad app ') === true) return undefined;
  const isDirectory =
    command !== undefined && /^(?:ad (?:sp|signed-in-user|user|group) |get-azad)/.test(command);
  return {
    kind: kind === 'resource' && isDirectory ? 'principal' : kind,
    at,
    ...(command !== undefined && { command }),
    ...(by?.line !== undefined && { asked: by.line }),
  };
}

/** A value that comes from elsewhere, whose name says which ID it is. */
function namedBy(name: string, at: Span): ChosenId | undefined {
  const plain = plainName(name);
  if (plain.endsWith('principalid')) return { kind: 'principal', at };
  return plain.endsWith('clientid') ? { kind: 'client', at } : undefined;
}

function nameOf(file: ScriptFile, script: Script, command: ScriptCommand): string {
  return programOf(file, script, command)?.name ?? '';
}
