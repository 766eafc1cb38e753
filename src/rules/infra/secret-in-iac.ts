import { say } from '../../lifecycle/text';
import type { InfraLanguage, Input, Value } from '../../source/infra/infra-file';
import { lineEndOf, type Span, type TextEdit } from '../../source/span';
import type { EditFix, Finding } from '../finding';
import type { SubjectRule } from '../rule';
import { isSecretName, looksLikeSecret, secretInText, secretLiterals } from '../secret';
import { lineStartOf } from './entry-edits';
import { isEnvironment, namedValues } from './named-values';

/**
 * Environment variables and app settings, variables of the file, and defaults of parameters. Parameters that are marked
 * secure are left to the linter of the language.
 */
export const secretInIac: SubjectRule<'infra'> = {
  id: 'MI408',
  name: 'secret-in-iac',
  title: 'A secret stands in clear in an infrastructure file.',
  severity: 'error',
  subject: 'infra',
  literals: secretLiterals,
  *check(file, { text }) {
    for (const input of file.inputs) {
      const span = input.secure ? undefined : secretAt(text, input.name, input.value);
      if (span !== undefined) yield finding(span, `'${input.name}'`, fixesFor(file.language, text, input));
    }
    for (const { name, value, resource, within } of namedValues(file)) {
      if (resource !== undefined && !isEnvironment(within)) continue;
      const span = secretAt(text, name, value);
      if (span !== undefined) yield finding(span, `'${name}'`, []);
    }
  },
};

/** Where the secret stands: the whole value, or the part of a connection string that is one. */
function secretAt(text: string, name: string, value: Value | undefined): Span | undefined {
  if (value?.kind !== 'literal' || typeof value.value !== 'string') return undefined;
  const { span } = value;
  const part = secretInText(value.value);
  if (part !== undefined) {
    const asWritten = text.slice(span.start, span.end) === value.value;
    return asWritten ? { start: span.start + part.start, end: span.start + part.end } : span;
  }
  // `orders-db-password` is the name that a secret has in a key vault.
  const secret = isSecretName(name) && !isSecretName(value.value) && looksLikeSecret(value.value);
  return secret ? span : undefined;
}

function finding(span: Span, label: string, fixes: readonly EditFix[]): Finding {
  return {
    span,
    message: say(
      '{0} holds a secret in clear, for everyone who can read this file or its history. Take it from a key vault, or use a managed identity instead; and renew the secret.',
      label,
    ),
    fixes,
  };
}

function fixesFor(language: InfraLanguage, text: string, input: Input): readonly EditFix[] {
  const { assigned } = input;
  if (assigned === undefined || language === 'arm') return [];
  const edits = language === 'bicep' ? secureParameter(text, input, assigned) : sensitive(text, assigned);
  return [
    { kind: 'edit', title: say('Take it as a secure parameter without a default'), safe: false, edits },
  ];
}

function secureParameter(text: string, { nameSpan }: Input, { start, end }: Span): readonly TextEdit[] {
  const line = lineStartOf(text, nameSpan.start);
  const from = text.slice(0, start).trimEnd().length;
  return [
    { span: { start: line, end: line }, text: `@secure()${lineEndOf(text)}` },
    { span: { start: from, end }, text: '' },
  ];
}

/** Keeps the place of the equals sign where the formatter may have put it below others. */
function sensitive(text: string, { start, end }: Span): readonly TextEdit[] {
  const blanks = Math.max(text.slice(start, end).indexOf('=') - 'sensitive'.length, 1);
  return [{ span: { start, end }, text: `sensitive${' '.repeat(blanks)}= true` }];
}
