/** What a file is written in, as far as it matters here. */
export type Language =
  'java' | 'kotlin' | 'properties' | 'yaml' | 'bicep' | 'json' | 'terraform' | 'shell' | BuildLanguage;

/** Maven's POM, Gradle's scripts in Groovy or Kotlin, and Gradle's version catalogs. */
export type BuildLanguage = 'pom' | 'gradle' | 'toml';

const byExtension: Readonly<Record<string, Language>> = {
  java: 'java',
  kt: 'kotlin',
  properties: 'properties',
  yml: 'yaml',
  yaml: 'yaml',
  bicep: 'bicep',
  json: 'json',
  jsonc: 'json',
  tf: 'terraform',
  sh: 'shell',
  bash: 'shell',
  azcli: 'shell',
};

/** Files that only their whole name tells. Settings and init scripts of Gradle have no dependencies. */
const byName: readonly (readonly [RegExp, BuildLanguage])[] = [
  [/^pom\.xml$/, 'pom'],
  [/^(?!settings\.|init\.).+\.gradle(?:\.kts)?$/, 'gradle'],
  [/\.versions\.toml$/, 'toml'],
];

/** Folders whose files are made by tools or belong to others; nothing in them is reported. */
const foreignFolders = new Set(['target', 'build', 'node_modules', 'out', 'bin', '.git', '.gradle', 'dist']);
const testFolders = new Set(['test', 'integrationtest', 'testfixtures', 'functionaltest', 'androidtest']);

/** The language of a file by its name; `undefined` for files no rule reads. `path` has `/` between folders. */
export function languageOf(path: string): Language | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const build = byName.find(([pattern]) => pattern.test(name));
  return build === undefined ? byExtension[name.slice(name.lastIndexOf('.') + 1)] : build[1];
}

/** Whether the file is test source: `src/test`, `src/integrationTest`, `*Test.java`, `*Tests.kt` and the like. */
export function isTestSource(path: string): boolean {
  const parts = path.split('/');
  const name = parts.pop() ?? '';
  const underSrc = parts.some(
    (part, i) => parts[i - 1]?.toLowerCase() === 'src' && testFolders.has(part.toLowerCase()),
  );
  return underSrc || /(?:Tests?|IT|Spec)\.(?:java|kt)$/.test(name);
}

/** Whether the file lies, below the folder it was found in, where tools put what they make. `path` is relative. */
export function isForeign(path: string): boolean {
  return path
    .split('/')
    .slice(0, -1)
    .some((part) => foreignFolders.has(part.toLowerCase()));
}
