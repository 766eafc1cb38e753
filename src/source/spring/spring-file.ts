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
  if (isResourceBundle(path)) return undefined;
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

/** What files of texts for people are called, in the words of Java's own world: `messages`, `ValidationMessages`, `LoginLabels`. */
const bundleName =
  /(?:^|[a-z\d._-])(?:messages?|labels?|texts?|captions?|strings?|translations?|bundle|i18n|l10n|lang)$/i;

/** Folders of nothing else. */
const bundleFolder = /(?:^|\/)(?:i18n|l10n|lang|langs|languages?|locales?|translations?|bundles?|nls)\//i;

/** `_de`, `_zh_CN`, `_sr_Latn_RS`. Of two letters, those that are no environment as well (`_it`, `_qa`). */
const locale =
  /_(?:(?:en|de|fr|es|pt|nl|pl|cs|sk|sl|hr|sr|hu|ro|bg|ru|uk|el|tr|sv|da|nb|fi|et|lv|lt|zh|ja|ko|th|vi|ms|hi|ar|he|fa|ca|eu|gl|ga|mt|sq|mk)|[a-z]{2,3}(?:_[A-Z][a-z]{3})?_(?:[A-Z]{2}|\d{3}))$/;

/**
 * Whether a file holds texts for people (`messages_de.properties`, `i18n/login.yml`), whatever its keys are called. The settings of an
 * app that is called `messages` lie in a config server's repository, and not among sources.
 */
function isResourceBundle(path: string): boolean {
  const folders = path.slice(0, path.lastIndexOf('/') + 1);
  const [, stem = '', ending = ''] = /^(.*)\.([^.]+)$/.exec(path.slice(folders.length)) ?? [];
  if (/^(?:application|bootstrap)(?:-|$)/i.test(stem)) return false;
  const place = /(?:^|\/)src\//.test(folders) ? folders.slice(folders.lastIndexOf('src/')) : folders;
  if (bundleFolder.test(place)) return true;
  if (place.startsWith('src/') && bundleName.test(stem)) return true;
  return ending.toLowerCase() === 'properties' && locale.test(stem);
}
