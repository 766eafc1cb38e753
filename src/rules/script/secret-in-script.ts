import { say } from '../../lifecycle/text';
import type { ScriptWord } from '../../source/script/script-file';
import { pathOf, type CommandLine } from '../../source/script/words/command-line';
import { contentOf, namedValue, textBetween, wordWithin } from '../../source/script/words/words';
import type { Span } from '../../source/span';
import type { EditFix, Finding } from '../finding';
import { plainName } from '../plain-name';
import type { SubjectRule } from '../rule';
import { secretInText, secretNamed, severityOf, type FoundSecret } from '../secret';
import { isSecretName, secretLiterals } from '../secret/secret-name';
import type { SecretPlace } from '../secret/secret-place';
import { namedWords, takesAttached, type NamedWord } from './named-words';
import { attached, secretNameOf } from './secret-options';

/** Literal values alone: what comes from a variable or from the platform's own secrets is in no file. */
export const secretInScript: SubjectRule<'script'> = {
  id: 'MI508',
  name: 'secret-in-script',
  title: say('A secret stands in clear in a script.'),
  severity: 'error',
  subject: 'script',
  // Short options have no telling name: what they belong to has.
  literals: [
    ...secretLiterals,
    ...['login', 'securestring', 'curl', 'mysql', 'mariadb', 'postgres', 'az sql', 'synapse', 'sqlcmd'],
    ...['bcp', 'redis-cli'],
  ],
  *check(file, { path, text }) {
    const seen = new Set<number>();
    for (const named of namedWords(file)) {
      for (const one of [named, ...fallbacksOf(named)]) {
        const found = secretIn(one, { path, text: text.slice(0, mostLookedAt) }, text);
        if (found === undefined || seen.has(found.start)) continue;
        seen.add(found.start);
        yield finding(one, found, path, text);
        if (seen.size >= mostFindings) return;
      }
    }
  },
};

/** Where a file says that it starts a database of its own. */
const mostLookedAt = 30_000;
/** Whoever has more in one file knows by then. */
const mostFindings = 200;

/** `${NAME:-value}`: what is in the file although a run may have another; called as it is given, else as its variable. */
function fallbacksOf(named: NamedWord): readonly NamedWord[] {
  const { parts } = named.value;
  return parts.flatMap((part) => {
    const fallback = part.kind === 'unknown' ? part.fallback : undefined;
    if (fallback === undefined) return [];
    // What stands within an expression cannot be taken from elsewhere by itself.
    const by = named.by === 'environment' ? 'default' : named.by;
    const given = { ...named, by, value: fallback.value };
    const isWhole = parts.length === 1 && named.by !== 'argument';
    if (isWhole && (named.by !== 'assignment' || isSecretName(named.name))) return [given];
    return isSecretName(fallback.name) || named.by === 'argument'
      ? [{ name: fallback.name, value: fallback.value, script: named.script, by: 'assignment' }]
      : [isWhole ? given : { ...given, name: '' }];
  });
}

function secretIn(named: NamedWord, place: SecretPlace, text: string): FoundSecret | undefined {
  const { value } = named;
  const { start } = value.span;
  if (value.parts.every(({ kind }) => kind !== 'text')) return undefined;
  const around = { ...place, line: lineAround(text, start) };
  for (const one of textsOf(named)) {
    const content = contentOf(one.value);
    const { literal = '' } = one.value;
    const name = secretNameOf(one, named);
    const found = secretCalled(name, literal, around);
    if (found === undefined) continue;
    const isExact = content.end - content.start === literal.length;
    return isExact
      ? { ...found, start: content.start + found.start, end: content.start + found.end }
      : { ...found, ...content };
  }
  return undefined;
}

function secretCalled(
  name: string | undefined,
  literal: string,
  place: SecretPlace,
): FoundSecret | undefined {
  if (name === undefined) return secretInText(literal, place);
  const found = secretNamed(name, literal, place);
  if (found?.confidence === 'high' || !/(?:account|storage|sharedaccess)key$/.test(plainName(name)))
    return found;
  // What Azure makes has a form of its own, which is known where it is said that it is one.
  const key = secretInText(`AccountKey=${literal}`, place);
  return key?.end === literal.length + 11 ? { ...key, start: 0, end: literal.length } : found;
}

type NamedText = Pick<NamedWord, 'name' | 'value'>;

/** The literal texts of a value, with their names: of `--from-literal=name=value` what is inside. */
function* textsOf(named: NamedWord): Generator<NamedText> {
  const { name, value } = named;
  if (value.literal !== undefined) {
    const inner = /^--(?:from-literal|set|set-string|build-arg|env|secrets?)$/.test(name)
      ? namedValue(value)
      : undefined;
    yield signInOf(named) ?? attachedIn(named) ?? inner ?? { name, value };
    return;
  }
  // `AccountKey=...` stands in clear, whatever else a run fills in.
  for (const part of value.parts)
    if (part.kind === 'text')
      yield { name: '', value: { span: part.span, parts: [part], literal: part.value } };
}

/** The options of curl that hold a secret behind something else: `-u user:password`, `-H 'api-key: ...'`. */
const behind: Readonly<Record<string, RegExp>> = {
  '-u': /^[^:]*:/,
  '--user': /^[^:]*:/,
  '-H': /^([\w-]+):\s*/,
  '--header': /^([\w-]+):\s*/,
};

function signInOf({ name, value, line }: NamedWord): NamedText | undefined {
  const [part] = value.parts;
  const before = Object.hasOwn(behind, name) ? behind[name] : undefined;
  if (part?.kind !== 'text' || line?.names[0]?.literal !== 'curl' || isToMachine(line)) return undefined;
  const match = before?.exec(part.value) ?? null;
  if (match === null) return undefined;
  const rest = textBetween(part, match[0].length, part.value.length);
  return { name: match[1] ?? 'password', value: wordWithin([rest], part.span) };
}

/** `mysql -p'password'`. */
function attachedIn({ value, line, by }: NamedWord): NamedText | undefined {
  const [first, ...rest] = value.parts;
  if (by !== 'argument' || first?.kind !== 'text' || !takesAttached.test(pathOf(line).split(' ')[0] ?? ''))
    return undefined;
  // `-port` is a mistake for another option.
  if (!/^-p(?!ort|assword|rotocol)/.test(first.value)) return undefined;
  const behindFlag = textBetween(first, 2, first.value.length);
  const parts = behindFlag.value === '' ? rest : [behindFlag, ...rest];
  return parts.length === 0 ? undefined : { name: attached, value: wordWithin(parts, value.span) };
}

/** Whether a request goes to the machine it is made on. */
function isToMachine({ names, flags }: CommandLine): boolean {
  const words = [...names, ...flags.flatMap(({ values }) => values)];
  return words.some(({ literal }) =>
    /^(?:https?:\/\/)?(?:localhost|127\.0\.0\.1|host\.docker\.internal)\b/i.test(literal ?? ''),
  );
}

/** The comment behind a place, and the one above it: code is no remark. */
function lineAround(text: string, at: number): string {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const end = text.indexOf('\n', at);
  const above = text.slice(Math.max(text.lastIndexOf('\n', start - 2) + 1, start - longestLine), start);
  const rest = text.slice(at, Math.min(end < 0 ? text.length : end, at + longestLine));
  const mark = /\s(?:#|\/\/)\s/.exec(rest);
  const behind = mark === null ? '' : rest.slice(mark.index + mark[0].length);
  return /^\s*(?:#|\/\/|rem\b)/i.test(above) ? `${above} ${behind}` : behind;
}

const longestLine = 300;

function finding(named: NamedWord, found: FoundSecret, path: string, text: string): Finding {
  const { confidence } = found;
  const span: Span = { start: found.start, end: found.end };
  const name = labelOf(named, text, span);
  return {
    span,
    severity: severityOf(found),
    confidence,
    message:
      confidence === 'high'
        ? say(
            "'{0}' holds a secret in clear, for everyone who can read this file or its history. Use a managed identity or a federated credential instead, or take it from a key vault; and renew the secret.",
            name,
          )
        : say(
            "'{0}' may hold a secret in clear, for everyone who can read this file or its history. If it does, use a managed identity or a federated credential instead, or take it from a key vault.",
            name,
          ),
    fixes: fixesFor(path, named),
  };
}

/** What people call it: of a form, `client_id=a&client_secret=b`, what stands before the secret; of a command, its name as written. */
function labelOf({ name, by, line }: NamedWord, text: string, { start }: Span): string {
  if (by === 'argument') return line?.names[0]?.literal ?? name;
  const before = /[&;?]([A-Za-z_][\w-]{0,60})=$/.exec(text.slice(Math.max(0, start - 64), start))?.[1];
  return by === 'setting' && !isSecretName(name) && before !== undefined ? before : name;
}

/** GitHub keeps secrets of a repository, and a workflow's `env` and `with` can name them. */
function fixesFor(path: string, { name, by, value }: NamedWord): readonly EditFix[] {
  if (by !== 'environment' || value.literal === undefined || !/(?:^|\/)\.github\//.test(path)) return [];
  // GitHub takes neither dashes nor names that begin like its own.
  const secret = name.toUpperCase().replace(/[-.]/g, '_');
  if (secret.startsWith('GITHUB_') || !isWholeSecret(name, value)) return [];
  const edits = [{ span: contentOf(value), text: `\${{ secrets.${secret} }}` }];
  return [{ kind: 'edit', title: say("Take it from the repository's secrets"), safe: false, edits }];
}

/** A connection text is taken from there as a whole, too; of other texts only a part is secret. */
function isWholeSecret(name: string, { literal = '' }: ScriptWord): boolean {
  return (
    isSecretName(name) || /^creds$/i.test(name) || /(?:;|^)(?:AccountKey|SharedAccessKey)=/i.test(literal)
  );
}
