import { say } from '../../lifecycle/text';
import type { JvmNode, JvmText } from '../../source/jvm/jvm-file';
import { secretWords } from '../../source/jvm/interest';
import { overlaps, type Span } from '../../source/span';
import type { Confidence } from '../confidence';
import type { FileContext, SubjectRule } from '../rule';
import { judgeSecret, secretInText, severityOf, type FoundSecret } from '../secret';
import type { SecretPlace } from '../secret/secret-place';
import { hasKnownForm } from '../secret/known-form';
import { sourcesOf, textOf, wholeText } from './constants';
import { indexOf, type JvmIndex } from './jvm-index';
import type { SecretArgument } from './key-value';
import { secretArgumentsIn } from './secret-argument';

/**
 * A secret in an argument that is known to be one, or in text that says itself what it is. Constants are followed to
 * where they stand.
 */
export const hardCodedSecret: SubjectRule<'jvm'> = {
  id: 'MI107',
  name: 'hard-coded-secret',
  title: say('A secret stands in the source code.'),
  severity: 'error',
  subject: 'jvm',
  literals: secretWords,
  *check(file, context) {
    const index = indexOf(file);
    const found = new Map<number, FoundSecret>();
    for (const secret of [...secretsWritten(index, context), ...secretsGiven(index, context)]) {
      const before = found.get(secret.start);
      if (before === undefined || secret.confidence === 'high') found.set(secret.start, secret);
    }
    const all = [...found.values()].sort((a, b) => a.start - b.start);
    for (const secret of all) {
      if (all.some((other) => isToldBy(secret, other))) continue;
      const { start, end, confidence } = secret;
      yield {
        span: { start, end },
        confidence,
        severity: severityOf(secret),
        message: messageFor(confidence),
      };
    }
  },
};

/** A signature that stands in the text of a token is one secret with it: the surer tells it, then the more exact. */
function isToldBy(secret: FoundSecret, other: FoundSecret): boolean {
  if (secret === other || !overlaps(secret, other)) return false;
  if (secret.confidence !== other.confidence) return other.confidence === 'high';
  return other.end - other.start < secret.end - secret.start;
}

function messageFor(confidence: Confidence) {
  return confidence === 'high'
    ? say(
        'This secret is readable for everybody who can read the source, for good: renew it. Use a managed identity, or read the secret from Key Vault.',
      )
    : say(
        'This may be a secret, which everybody who can read the source can read. Use a managed identity, or read the secret from Key Vault.',
      );
}

function* secretsGiven(index: JvmIndex, context: FileContext): Generator<FoundSecret> {
  for (const argument of secretArgumentsIn(index))
    for (const source of sourcesOf(index, argument.node)) {
      const confidence = source.kind === 'text' ? confidenceOf(source, argument, context) : undefined;
      if (source.kind === 'text' && confidence !== undefined) yield { ...defaultIn(source), confidence };
    }
}

function confidenceOf(
  source: JvmText,
  { name, among }: SecretArgument,
  context: FileContext,
): Confidence | undefined {
  const sure = judgeSecret(source.value, placeOf(source, name, context));
  if (among === undefined) return sure;
  if (sure !== 'high' || hasKnownForm(source.value) || among === 'mixed')
    return sure === 'high' ? sure : undefined;
  return among === 'unknown' ? 'low' : undefined;
}

function placeOf({ span }: JvmText, name: string, { path, text }: FileContext): SecretPlace {
  const start = text.lastIndexOf('\n', span.start - 1) + 1;
  const stop = text.indexOf('\n', span.end);
  return { name, path, text, line: text.slice(start, stop < 0 ? text.length : stop) };
}

/** `${name:default}`, as far as it stands as it is. */
function defaultIn({ value, content, plain }: JvmText): Span {
  const colon = plain && value.startsWith('${') && value.endsWith('}') ? value.indexOf(':') : -1;
  return colon < 0 ? content : { start: content.start + colon + 1, end: content.end - 1 };
}

function* secretsWritten(index: JvmIndex, context: FileContext): Generator<FoundSecret> {
  for (const text of index.texts) {
    // A part of a longer text may be a secret only by what stands before it.
    const whole = wholeText(text);
    const place = placeOf(text, '', context);
    if (whole === text) yield* secretIn(text, place);
    else if (firstPart(whole) === text) yield* secretInWhole(index, whole, place);
  }
}

function firstPart(whole: JvmNode): JvmNode | undefined {
  return whole.children.find(({ kind }) => kind === 'text');
}

function* secretIn(text: JvmText, place: SecretPlace): Generator<FoundSecret> {
  const secret = secretInText(text.value, place);
  if (secret === undefined) return;
  const { start } = text.content;
  yield text.plain
    ? { ...secret, start: start + secret.start, end: start + secret.end }
    : { ...secret, ...text.content };
}

/** The part in which the secret of a joined text begins. */
function* secretInWhole(index: JvmIndex, whole: JvmNode, place: SecretPlace): Generator<FoundSecret> {
  const text = textOf(index, whole);
  // Constants that are put together of each other are long, and many.
  index.work.left -= text.length >> 4;
  const secret = index.work.left < 0 ? undefined : secretInText(text, place);
  if (secret === undefined) return;
  let at = 0;
  for (const part of whole.children) {
    const length = textOf(index, part).length;
    if (secret.start < at + length) {
      yield { ...spanWithin(part, secret, at), confidence: secret.confidence };
      return;
    }
    at += length;
  }
}

function spanWithin(part: JvmNode, secret: Span, at: number): Span {
  if (part.kind !== 'text' || !part.plain) return part.span;
  return {
    start: part.content.start + secret.start - at,
    end: Math.min(part.content.start + secret.end - at, part.content.end),
  };
}
