import { say } from '../../lifecycle/text';
import type { InfraLanguage, Input } from '../../source/infra/infra-file';
import type { SettledValue } from '../../source/infra/value';
import { possibleValues } from '../../source/infra/possible-values';
import { lineEndOf, type Span, type TextEdit } from '../../source/span';
import type { EditFix, Finding } from '../finding';
import { plainName } from '../plain-name';
import type { SubjectRule } from '../rule';
import { secretInText, secretNamed, severityOf, type FoundSecret } from '../secret';
import { isSecretName, secretLiterals } from '../secret/secret-name';
import type { SecretPlace } from '../secret/secret-place';
import { lineStartOf } from './entry-edits';
import { isEnvironment, namedValues, type NamedValue } from './named-values';

/**
 * Environment variables and app settings, lists of secrets, passwords of resources, variables of the file, and defaults of
 * parameters. Parameters that are marked secure are left to the linter of the language.
 */
export const secretInIac: SubjectRule<'infra'> = {
  id: 'MI408',
  name: 'secret-in-iac',
  title: say('A secret stands in clear in an infrastructure file.'),
  severity: 'error',
  subject: 'infra',
  literals: secretLiterals,
  *check(file, { path, text }) {
    const found = (named: Named) => secretsIn(text, path, named);
    for (const input of file.inputs) {
      if (input.secure || input.value === undefined) continue;
      const fixes = fixesFor(file.language, text, input);
      const named = { name: input.name, value: input.value, names: file.names };
      for (const secret of found(named)) yield finding(secret, input.name, fixes);
    }
    const told = new Set<number>();
    for (const named of namedValues(file)) {
      if (!mayHoldSecret(named)) continue;
      for (const secret of [...found(named), ...secretsLedTo(path, named)]) {
        if (told.has(secret.start)) continue;
        told.add(secret.start);
        yield finding(secret, named.name, []);
      }
    }
  },
};

type Named = Pick<NamedValue, 'name' | 'value' | 'names'> & Partial<Pick<NamedValue, 'within' | 'resource'>>;

/** Keys of resources below which secrets stand under names of people's own: `secret { name, value }`, `connection_string`. */
const secretShelves = new Set(['secret', 'secrets']);
const shelves = new Set([...secretShelves, 'connectionstring', 'connectionstrings']);

/** Resources that are a secret and no more. */
const secretTypes = new Set(['azurerm_key_vault_secret', 'microsoft.keyvault/vaults/secrets']);

function mayHoldSecret({ name, resource, within }: NamedValue): boolean {
  if (resource === undefined || isEnvironment(within)) return true;
  // Of what a provisioner runs.
  if (within.includes('environment')) return true;
  if (within.some((key) => shelves.has(plainName(key)))) return true;
  // Resources have keys of all sorts; what is called a password is one, but for what people write on a label.
  if (within.some((key) => key === 'tags' || key === 'labels')) return false;
  if (secretTypes.has(resource.type)) return true;
  return /(?:password|clientsecret|accountkey|accesskey|sastoken)$/.test(plainName(name));
}

/** Where secrets stand in place: whole values, or the part of a connection string that is one. */
function secretsIn(
  text: string,
  path: string,
  { name, value, names, within: keys = [], resource }: Named,
): readonly FoundSecret[] {
  // What a name leads to is reported where it stands.
  if (value.kind === 'reference' || value.kind === 'object' || value.kind === 'array') return [];
  const inPlace = ({ span, elsewhere }: SettledValue) =>
    elsewhere === undefined && value.span.start <= span.start && span.end <= value.span.end;
  const isSecret = keys.some(isSecretShelf) || (resource !== undefined && secretTypes.has(resource.type));
  const isOnShelf = isSecret && !besideSecrets.test(plainName(name));
  return possibleValues(value, names)
    .filter(inPlace)
    .flatMap((one) => {
      const place = { path, line: lineAround(text, one.span) };
      const found = secretAt(text, one, { ...place, name });
      if (found !== undefined || !isOnShelf) return found ?? [];
      // Among secrets the name needs not tell: `{ name: 'redis', value: '...' }`.
      const unnamed = secretAt(text, one, { ...place, name: 'secret' });
      return unnamed?.confidence === 'high' ? unnamed : [];
    });
}

/** What tells of a secret which one it is. */
const besideSecrets =
  /(?:version|thumbprint|fingerprint|hash|digest|checksum|id|uri|url|name|type|etag|keepers?|policy)$/;

/** `secrets`, `passwords`, `pw`: what lies in it is a secret, whatever it is called. */
function isSecretShelf(key: string): boolean {
  return (
    secretShelves.has(plainName(key)) ||
    isSecretName(key) ||
    (key.endsWith('s') && isSecretName(key.slice(0, -1)))
  );
}

/** A secret that a resource is given by a name, whose own name does not say that it is one: `password = local.db["prod"]`. */
function secretsLedTo(path: string, { name, value, names, resource }: NamedValue): readonly FoundSecret[] {
  if (value.kind !== 'reference' || resource === undefined || !isSecretName(name)) return [];
  // What comes from outside has a default of its own, which is judged where it stands; so is what is called a secret.
  if (/^(?:var|param|parameters)\b/.test(value.path[0] ?? '') || value.path.some(isSecretShelf)) return [];
  return possibleValues(value, names).flatMap((one) => {
    if (one.kind !== 'literal' || typeof one.value !== 'string' || one.isDefault === true) return [];
    const found = secretNamed(name, one.value, { path, name });
    return found?.confidence === 'high' ? { ...one.span, confidence: found.confidence } : [];
  });
}

function secretAt(text: string, value: SettledValue, place: SecretPlace): FoundSecret | undefined {
  const { span } = value;
  const written = text.slice(span.start, span.end);
  if (value.kind === 'unknown')
    return value.partly === true ? within(span, secretInText(written, place)) : undefined;
  if (value.kind !== 'literal' || typeof value.value !== 'string') return undefined;
  const found = secretNamed(place.name ?? '', value.value, place);
  // Escapes shift places.
  return written === value.value ? within(span, found) : found && { ...span, confidence: found.confidence };
}

function within({ start }: Span, found: FoundSecret | undefined): FoundSecret | undefined {
  return found && { ...found, start: start + found.start, end: start + found.end };
}

function lineAround(text: string, { start, end }: Span): string {
  const lineEnd = text.indexOf('\n', end);
  return text.slice(lineStartOf(text, start), lineEnd < 0 ? text.length : lineEnd);
}

function finding({ confidence, ...span }: FoundSecret, label: string, fixes: readonly EditFix[]): Finding {
  const message =
    confidence === 'high'
      ? say(
          "'{0}' holds a secret in clear, for everyone who can read this file or its history. Take it from a key vault, or use a managed identity instead; and renew the secret.",
          label,
        )
      : say(
          "'{0}' may hold a secret in clear, for everyone who can read this file or its history. If it does, take it from a key vault, or use a managed identity instead; and renew the secret.",
          label,
        );
  return { span, message, confidence, severity: severityOf({ confidence }), fixes };
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
