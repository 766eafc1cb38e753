import type { SpringConfig, SpringDocument } from './spring-config';

const named = /^(?:application|bootstrap)(?:-(.+))?\.(?:properties|ya?ml)$/i;

/**
 * The documents of a file as Spring configuration, by its name or, where it could have any, by what it holds.
 * `undefined` when the file is something else: manifests, compose files, messages, settings of other programs.
 */
export function asSpringConfig(
  path: string,
  syntax: SpringConfig['syntax'],
  documents: readonly SpringDocument[],
): SpringConfig | undefined {
  // A manifest of Kubernetes may be called application.yaml, and may quote keys of Spring.
  const own = documents.filter(({ byKey }) => !(byKey.has('apiversion') && byKey.has('kind')));
  const match = named.exec(path.slice(path.lastIndexOf('/') + 1));
  const isSpring = match !== null || own.some((document) => looksLikeSpring(path, document));
  return isSpring && own.length > 0
    ? { kind: 'spring', syntax, fileProfile: match?.[1], documents: own }
    : undefined;
}

/** A config server's repository names files after apps, so `spring.*` at the top tells, wherever the file lies. */
function looksLikeSpring(path: string, { properties }: SpringDocument): boolean {
  const isResource = /(?:^|\/)src\/main\/resources\//.test(path);
  return properties.some(({ key }) => key.startsWith('spring.') || (isResource && key.startsWith('azure.')));
}
