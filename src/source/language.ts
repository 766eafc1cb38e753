/** What a file is written in, as far as it matters here. */
export type Language =
  | 'java'
  | 'kotlin'
  | 'properties'
  | 'yaml'
  | 'pom'
  | 'gradle'
  | 'gradle-kotlin'
  | 'toml'
  | 'bicep'
  | 'json'
  | 'terraform'
  | 'shell'
  | 'powershell';

const byExtension: Readonly<Record<string, Language>> = {
  java: 'java',
  kt: 'kotlin',
  properties: 'properties',
  yml: 'yaml',
  yaml: 'yaml',
  gradle: 'gradle',
  bicep: 'bicep',
  json: 'json',
  jsonc: 'json',
  tf: 'terraform',
  sh: 'shell',
  bash: 'shell',
  azcli: 'shell',
  ps1: 'powershell',
};

/** Folders whose files are made by tools or belong to others; nothing in them is reported. */
const foreignFolders = new Set(['target', 'build', 'node_modules', 'out', 'bin', '.git', '.gradle', 'dist']);
const testFolders = new Set(['test', 'integrationtest', 'testfixtures', 'functionaltest', 'androidtest']);

/** The language of a file by its name; `undefined` for files no rule reads. `path` has `/` between folders. */
export function languageOf(path: string): Language | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  if (name === 'pom.xml' || name.endsWith('.pom')) return 'pom';
  if (name.endsWith('.gradle.kts')) return 'gradle-kotlin';
  if (name.endsWith('.versions.toml')) return 'toml';
  return byExtension[name.slice(name.lastIndexOf('.') + 1)];
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
