import { say } from '../../lifecycle/text';
import type { JvmFile, JvmNode, JvmText } from '../../source/jvm/jvm-file';
import type { Span } from '../../source/span';
import type { SubjectRule } from '../rule';
import { looksLikeSecret, secretInText } from '../secret';
import { sourcesOf, textOf, wholeText } from './constants';
import { indexOf, type JvmIndex } from './jvm-index';
import { isType } from './type-names';

/** Types whose argument at this place is a secret. */
const secretArguments: readonly (readonly [string, number])[] = [
  ['com.azure.core.credential.AzureKeyCredential', 0],
  ['com.azure.core.credential.AzureSasCredential', 0],
  ['com.azure.core.credential.AzureNamedKeyCredential', 1],
  ['com.azure.storage.common.StorageSharedKeyCredential', 1],
];

/**
 * A secret in an argument that is known to be one, or in text that says itself what it is. Constants are followed to
 * where they stand. `password` counts on builders of the Azure SDK only: other libraries hash what they are given.
 */
export const hardCodedSecret: SubjectRule<'jvm'> = {
  id: 'MI107',
  name: 'hard-coded-secret',
  title: 'A secret stands in the source code.',
  severity: 'error',
  subject: 'jvm',
  literals: [
    ...[
      'clientsecret',
      'keycredential',
      'sascredential',
      'usernamepasswordcredential',
      'accountkey=',
      'sharedaccesskey',
    ],
    ...['sharedaccesssignature', 'sig=', 'secret=', 'password=', 'pwd='],
  ],
  *check(file) {
    const index = indexOf(file);
    const spans = new Map(
      [...secretsGiven(index), ...secretsWritten(index)].map((span) => [span.start, span]),
    );
    for (const span of [...spans.values()].sort((a, b) => a.start - b.start))
      yield {
        span,
        message: say(
          'This secret is readable for everybody who can read the source, for good: renew it. Use a managed identity, or read the secret from Key Vault.',
        ),
      };
  },
};

function* secretsGiven(index: JvmIndex): Generator<Span> {
  for (const argument of secretArgumentsIn(index))
    for (const source of sourcesOf(index, argument))
      if (source.kind === 'text' && looksLikeSecret(source.value)) yield source.content;
}

function* secretArgumentsIn(index: JvmIndex): Generator<JvmNode> {
  for (const node of [...index.calls, ...index.news]) {
    const place =
      node.kind === 'new' ? placeIn(index.file, node.type) : isSecretCall(index, node) ? 0 : undefined;
    const argument = place === undefined ? undefined : node.args[place];
    if (argument !== undefined) yield argument;
  }
}

function placeIn(file: JvmFile, written: string): number | undefined {
  return secretArguments.find(([type]) => isType(file, written, type))?.[1];
}

function isSecretCall(index: JvmIndex, call: JvmNode): boolean {
  if (call.kind !== 'call') return false;
  if (call.name === 'clientSecret') return true;
  let at = call.name === 'password' ? call.receiver : undefined;
  while (at?.kind === 'call') at = at.receiver;
  return (
    at?.kind === 'new' && isType(index.file, at.type, 'com.azure.identity.UsernamePasswordCredentialBuilder')
  );
}

function* secretsWritten(index: JvmIndex): Generator<Span> {
  for (const text of index.texts) {
    // A part of a longer text may be a secret only by what stands before it.
    const whole = wholeText(text);
    const span =
      whole === text ? spanIn(text) : firstPart(whole) === text ? spanInWhole(index, whole) : undefined;
    if (span !== undefined) yield span;
  }
}

function firstPart(whole: JvmNode): JvmNode | undefined {
  return whole.children.find(({ kind }) => kind === 'text');
}

function spanIn(text: JvmText): Span | undefined {
  const secret = secretInText(text.value);
  if (secret === undefined || !text.plain) return secret && text.content;
  return { start: text.content.start + secret.start, end: text.content.start + secret.end };
}

/** The part in which the secret of a joined text begins. */
function spanInWhole(index: JvmIndex, whole: JvmNode): Span | undefined {
  const secret = secretInText(textOf(index, whole));
  if (secret === undefined) return undefined;
  let at = 0;
  for (const part of whole.children) {
    const length = textOf(index, part).length;
    const isHere = secret.start < at + length;
    if (isHere && part.kind === 'text' && part.plain)
      return {
        start: part.content.start + secret.start - at,
        end: Math.min(part.content.start + secret.end - at, part.content.end),
      };
    if (isHere) return part.span;
    at += length;
  }
  return undefined;
}
