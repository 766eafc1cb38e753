import { say } from '../../lifecycle/text';
import type { ScriptWord } from '../../source/script/script-file';
import type { Span } from '../../source/span';
import type { EditFix } from '../finding';
import type { SubjectRule } from '../rule';
import { isSecretName, looksLikeSecret, secretInText, secretLiterals } from '../secret';
import { namedWords, type NamedWord } from './named-words';

/** Literal values alone: what comes from a variable or from the platform's own secrets is in no file. */
export const secretInScript: SubjectRule<'script'> = {
  id: 'MI508',
  name: 'secret-in-script',
  title: 'A secret stands in clear in a script.',
  severity: 'error',
  subject: 'script',
  literals: [...secretLiterals, 'az login'],
  *check(file, { path }) {
    for (const named of namedWords(file)) {
      const span = secretAt(named);
      if (span === undefined) continue;
      yield {
        span,
        message: say(
          "'{0}' holds a secret in clear, for everyone who can read this file or its history. Use a managed identity or a federated credential instead, or take it from a key vault; and renew the secret.",
          named.name,
        ),
        fixes: fixesFor(path, named),
      };
    }
  },
};

function secretAt(named: NamedWord): Span | undefined {
  const { value } = named;
  const { literal } = value;
  if (literal === undefined) return undefined;
  const content = contentOf(value);
  const part = secretInText(literal);
  if (part !== undefined) {
    const isExact = content.end - content.start === literal.length;
    return isExact ? { start: content.start + part.start, end: content.start + part.end } : content;
  }
  return isGivenSecret(named) && !isSecretName(literal) && !isPlace(literal) && looksLikeSecret(literal)
    ? content
    : undefined;
}

function isGivenSecret({ name, line, by }: NamedWord): boolean {
  if (by !== 'flag') return by !== 'parameter' && isSecretName(name);
  const command = (line?.names ?? []).map(({ literal }) => literal ?? '?').join(' ');
  if (command === 'az login' && name === '-p') return true;
  if (command === 'az keyvault secret set' && name === '--value')
    return isSecretName(nameIn(line) ?? 'secret');
  return name.startsWith('--') && isSecretName(name);
}

/** What a key vault is to call a value; people keep more than secrets in it. */
function nameIn(line: NamedWord['line']): string | undefined {
  return line?.flags.find(({ name }) => name === '--name' || name === '-n')?.values[0]?.literal;
}

/** Where a secret is to be found, or what it is called: `/run/secrets/db`, `@secret.txt`, `orders-db`. */
function isPlace(literal: string): boolean {
  return (
    /^(?:[/~@]|\.{1,2}\/|https?:|jdbc:|secretref:|keyvaultref:)/i.test(literal) ||
    /^[a-z]+\d?(?:[-_.](?:[a-z]+\d?|\d{1,2}))+$/.test(literal)
  );
}

/** Without the quotes around it. */
function contentOf({ parts, span }: ScriptWord): Span {
  return { start: parts[0]?.span.start ?? span.start, end: parts.at(-1)?.span.end ?? span.end };
}

/** GitHub keeps secrets of a repository, and a workflow's `env` can name them. */
function fixesFor(path: string, { name, by, value }: NamedWord): readonly EditFix[] {
  if (by !== 'environment' || !/(?:^|\/)\.github\//.test(path)) return [];
  // GitHub takes neither dashes nor names that begin like its own.
  const secret = name.toUpperCase().replaceAll('-', '_');
  if (secret.startsWith('GITHUB_')) return [];
  const edits = [{ span: contentOf(value), text: `\${{ secrets.${secret} }}` }];
  return [{ kind: 'edit', title: say("Take it from the repository's secrets"), safe: false, edits }];
}
