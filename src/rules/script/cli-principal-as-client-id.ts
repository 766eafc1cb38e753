import { say } from '../../lifecycle/text';
import type { ScriptFile, ScriptWord, WordPart } from '../../source/script/script-file';
import { commandLine, sourcesOf, type Flag } from '../../source/script/words';
import type { EditFix, Finding } from '../finding';
import { plainName } from '../plain-name';
import type { SubjectRule } from '../rule';
import { azCommand, flagOf, type AzCommand } from './az-command';
import { namedWords, type NamedWord } from './named-words';

/** Programs that give on what they read, more or less as it is. */
const passing = new Set(['tr', 'sed', 'head', 'tail', 'xargs', 'cut', 'out-string']);

/** What a command prints, followed to where it is used; the first use of each is reported. */
export const cliPrincipalAsClientId: SubjectRule<'script'> = {
  id: 'MI506',
  name: 'cli-principal-as-client-id',
  title: 'A principal ID is used as a client ID.',
  severity: 'error',
  subject: 'script',
  literals: ['principalid'],
  *check(file, { text }) {
    const seen = new Set<number>();
    for (const use of namedWords(file)) {
      if (!plainName(use.name).endsWith('clientid')) continue;
      const found = principalIn(file, use);
      if (found === undefined || seen.has(found.query.span.start) || isForPrincipal(file, use)) continue;
      seen.add(found.query.span.start);
      yield finding(use, found, text);
    }
  },
};

const principalFlag = /^--(?:assignee(?:-object-id)?|object-id|principal-id)$/;

/** Whether a variable is handed to what wants a principal ID, so that only its name is misleading. */
function isForPrincipal(file: ScriptFile, { value, script, by }: NamedWord): boolean {
  const key = script.assignments.find((one) => one.value === value)?.key;
  if (by !== 'assignment' || key === undefined) return false;
  return file.scripts.some(({ commands }) =>
    commands.some((command) =>
      commandLine(command).flags.some(
        ({ name, values }) =>
          principalFlag.test(name) &&
          values.some(({ parts }) => parts.some((part) => part.kind === 'variable' && part.key === key)),
      ),
    ),
  );
}

interface Principal {
  readonly az: AzCommand;
  /** The value of `--query`. */
  readonly query: ScriptWord;
}

function principalIn(file: ScriptFile, { value, script }: NamedWord): Principal | undefined {
  const [only, ...others] = sourcesOf(file, script, value);
  if (only?.kind !== 'output' || others.length > 0) return undefined;
  const [first, ...next] = only.commands;
  const az = first === undefined ? undefined : azCommand(script, first);
  const query = az === undefined ? undefined : queryOf(flagOf(az, '--query'));
  if (az === undefined || query === undefined) return undefined;
  const isWhole = next.every(({ words }) => passing.has(words[0]?.literal?.toLowerCase() ?? ''));
  return isWhole ? { az, query } : undefined;
}

function queryOf(flag: Flag | undefined): ScriptWord | undefined {
  const [word] = flag?.values ?? [];
  return word?.literal !== undefined && /(?:^|[.\]])principalId$/i.test(word.literal.trim())
    ? word
    : undefined;
}

function finding({ name, value }: NamedWord, found: Principal, text: string): Finding {
  const { query } = found;
  const inPlace = value.span.start <= query.span.start && query.span.end <= value.span.end;
  return {
    span: value.span,
    message: say(
      "'{0}' is given a principal ID (object ID), and no token can be had with it: a client ID is another ID of the same identity.",
      name,
    ),
    ...(!inPlace && { related: [{ span: query.span, message: say('The principal ID is asked for here.') }] }),
    fixes: inPlace && isUserAssigned(found) ? [askForClientId(query)] : askTheDirectory(value, text),
  };
}

/** A user-assigned identity tells its client ID itself. */
function isUserAssigned({ az, query }: Principal): boolean {
  const isPlain = query.literal?.toLowerCase() === 'principalid';
  return isPlain && (az.path === 'identity show' || az.path === 'identity create');
}

function askForClientId({ parts, span }: ScriptWord): EditFix {
  const edits = [{ span: parts[0]?.span ?? span, text: 'clientId' }];
  return { kind: 'edit', title: say("Ask for 'clientId'"), safe: true, edits };
}

/** Only the directory tells the client ID that belongs to a principal; who runs the script may not be allowed to ask it. */
function askTheDirectory({ parts }: ScriptWord, text: string): readonly EditFix[] {
  const [part] = parts;
  if (part === undefined) return [];
  const asked = written(part, text);
  if (asked === undefined) return [];
  const edits = [{ span: part.span, text: `$(az ad sp show --id ${asked} --query appId --output tsv)` }];
  return [{ kind: 'edit', title: say('Look up its client ID'), safe: false, edits }];
}

/** What stands for the principal ID in an argument. */
function written({ kind, span }: WordPart, text: string): string | undefined {
  const raw = text.slice(span.start, span.end);
  if (kind === 'variable') return raw;
  // Backquotes do not nest.
  if (kind !== 'output' || raw.startsWith('`') || raw.includes('\n')) return undefined;
  return raw.startsWith('(') || raw.startsWith('$(') ? raw : `$(${raw})`;
}
