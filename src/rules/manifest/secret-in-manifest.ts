import { say } from '../../lifecycle/text';
import { fallbackAt } from '../../source/fallback';
import { languageOf } from '../../source/language';
import type { ContainerVariable } from '../../source/manifest/manifest-file';
import type { Finding } from '../finding';
import type { SubjectRule } from '../rule';
import { encodedText } from '../secret/known-form';
import { secretNamed, severityOf, type FoundSecret } from '../secret';
import { secretLiterals } from '../secret/secret-name';
import type { SecretPlace } from '../secret/secret-place';

/** Variables of containers and images, and what a `Secret` of Kubernetes holds where it is committed. */
export const secretInManifest: SubjectRule<'manifest'> = {
  id: 'MI415',
  name: 'secret-in-manifest',
  title: say('A secret stands in clear in a manifest, a compose file or a Dockerfile.'),
  severity: 'error',
  subject: 'manifest',
  literals: secretLiterals,
  // A here-document of a script is a text of its own.
  hides: ['MI508'],
  *check({ variables, secrets, images }, { path, text, manifests }) {
    // Compose files of one folder are run together.
    const place = { path, text, images: images === undefined ? [] : manifests?.images };
    // Several may be given what stands in one place.
    const told = new Set<number>();
    for (const one of variables) {
      const found = secretIn(one, place);
      if (found === undefined || told.has(found.start)) continue;
      told.add(found.start);
      yield finding(one, found);
    }
    for (const one of secrets) {
      const value = one.encoded ? encodedText(one.value.trim()) : one.value;
      const found = value === undefined ? undefined : secretIn({ ...one, value }, place);
      if (found !== undefined) yield finding(one, { ...one.span, confidence: found.confidence });
    }
  },
};

/** The value that the file has, whatever it is run with. What opens only what the same file starts, as compose files of developers do, is not worth a word. */
function secretIn(one: ContainerVariable, place: SecretPlace): FoundSecret | undefined {
  // What an argument of a build is, is judged where it stands.
  if (one.value?.startsWith('${') === true && languageOf(place.path ?? '') === 'dockerfile') return undefined;
  const { name, value, span } = { ...one, ...fallbackAt(place.text ?? '', one.span) };
  const found = value === undefined ? undefined : secretNamed(name, value, { ...place, name });
  if (found === undefined || value === undefined || found.confidence === 'low') return undefined;
  // Escapes and quotes shift places: then all of it is marked.
  if (span.end - span.start !== value.length) return { ...span, confidence: found.confidence };
  return { ...found, start: span.start + found.start, end: span.start + found.end };
}

function finding({ name }: ContainerVariable, { confidence, ...span }: FoundSecret): Finding {
  const message =
    confidence === 'high'
      ? say(
          "'{0}' holds a secret in clear, for everyone who can read this file or its history. Use a managed identity, or a reference to a key vault; and renew the secret.",
          name,
        )
      : say(
          "'{0}' may hold a secret in clear, for everyone who can read this file or its history. If it does, use a managed identity, or a reference to a key vault; and renew the secret.",
          name,
        );
  return { span, message, confidence, severity: severityOf({ confidence }) };
}
