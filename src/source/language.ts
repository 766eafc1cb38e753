/** What a file is written in, as far as it matters here. */
export type Language =
  | (
      | 'java'
      | 'kotlin'
      | 'properties'
      | 'yaml'
      | 'bicep'
      | 'json'
      | 'terraform'
      | 'terraform-json'
      | 'shell'
      | 'powershell'
      | 'dockerfile'
      // Environment variables, one a line.
      | 'dotenv'
    )
  // YAML that holds scripts: GitHub's workflows and actions, Azure's pipelines, `azure.yaml` of azd.
  | 'workflow'
  // Java, Kotlin or Groovy that a build itself is made of.
  | 'build-code'
  | BuildLanguage;

/** Maven's POM, Gradle's scripts in Groovy or Kotlin, and Gradle's version catalogs. */
export type BuildLanguage = 'pom' | 'gradle' | 'toml' | 'gradle-properties';

const byExtension: Readonly<Record<string, Language>> = {
  java: 'java',
  kt: 'kotlin',
  properties: 'properties',
  yml: 'yaml',
  yaml: 'yaml',
  bicep: 'bicep',
  bicepparam: 'bicep',
  json: 'json',
  jsonc: 'json',
  tf: 'terraform',
  tfvars: 'terraform',
  sh: 'shell',
  bash: 'shell',
  azcli: 'shell',
  ksh: 'shell',
  zsh: 'shell',
  cmd: 'shell',
  bat: 'shell',
  mk: 'shell',
  // Steps that pipelines of Jenkins share.
  groovy: 'shell',
  ps1: 'powershell',
  psm1: 'powershell',
};

/** A pipeline's templates may have any name; folders of this name hold nothing else. */
const workflowFolder = /(?:^|\/)(?:\.github|\.?(?:azure-?)?pipelines|\.azuredevops|\.circleci|\.gitlab)\//i;
const workflowName =
  /gitlab-ci|^(?:bitbucket-pipelines|azure-pipelines.*|taskfile(?:\.dist)?|action|azure)\.ya?ml$/i;

/** What an app finds on its class path, whatever it is called: `azure.yml` there is imported by its settings. */
const resources = /(?:^|\/)src\/\w+\/resources\//;

/** Code of a build itself: its constants give scripts versions and whole libraries. */
const buildCode =
  /(?:^|\/)(?:buildSrc|build-logic)\/(?:[\w-]{1,80}\/)?src\/main\/(?:java|kotlin|groovy)\/.{1,300}\.(?:java|kt|groovy)$/;

export function isBuildCode(path: string): boolean {
  return buildCode.test(path);
}

function isWorkflow(path: string): boolean {
  if (!/\.ya?ml$/i.test(path) || resources.test(path)) return false;
  return workflowFolder.test(path) || workflowName.test(path.slice(path.lastIndexOf('/') + 1));
}

/** Whether YAML of any name is a pipeline of Azure or a part of one, going by its steps, or has jobs of GitLab. */
function isPipeline(path: string, text: string): boolean {
  if (/(?:^|\/)(?:application|bootstrap)[^/]*$/i.test(path) || /^apiVersion:/m.test(text)) return false;
  if (/^[ \t]{0,40}(?:-[ \t]{1,4})?(?:steps|jobs|stages|runs):/m.test(text))
    return /^[ \t]{0,60}-[ \t]{1,4}(?:bash|script|pwsh|powershell|task|checkout|run|uses):/m.test(text);
  return /^ {1,8}(?:before_)?script:/m.test(text) && /^ {1,8}(?:stage|image|extends|needs):/m.test(text);
}

/** Files that only their whole name tells. Init scripts of Gradle have no dependencies; those of settings may have a catalog. */
const byName: readonly (readonly [RegExp, Language])[] = [
  [/^pom\.xml$/, 'pom'],
  [/^gradle\.properties$/, 'gradle-properties'],
  [/^(?!init\.).+\.gradle(?:\.kts)?$/, 'gradle'],
  [/\.versions\.toml$/, 'toml'],
  [/\.(?:tf|tfvars)\.json$/, 'terraform-json'],
  [/^(?!.*(?:example|sample|template|dist|test))(?:\.env(?:\.[\w.-]+)?|[\w-][\w.-]*\.env)$/, 'dotenv'],
  [/^\.envrc$/, 'shell'],
  [/^(?:docker|container)file(?:\.(?!md$|txt$)[\w.-]+)?$|\.(?:docker|container)file$/, 'dockerfile'],
  [/^(?:gnu)?makefile$|^\.?justfile$|^jenkinsfile(?:\.|$)|\.jenkinsfile$/, 'shell'],
];

/** Patterns of the file names of a language, in lower case; none for those whose names other languages have as well. */
export function globsOf(language: Language): readonly string[] {
  const names = Object.entries(byExtension).flatMap(([ending, one]) =>
    one === language ? [`*.${ending}`] : [],
  );
  return [...names, ...(globsByName[language] ?? [])];
}

const globsByName: Readonly<Partial<Record<Language, readonly string[]>>> = {
  pom: ['pom.xml'],
  gradle: ['*.gradle', '*.gradle.kts'],
  toml: ['*.versions.toml'],
  'terraform-json': ['*.tf.json', '*.tfvars.json'],
  dockerfile: [
    'dockerfile',
    'dockerfile.*',
    '*.dockerfile',
    'containerfile',
    'containerfile.*',
    '*.containerfile',
  ],
  dotenv: ['.env', '.env.*', '*.env'],
  shell: [
    ...['.envrc', 'makefile', 'gnumakefile', 'justfile', '.justfile'],
    ...['jenkinsfile', 'jenkinsfile.*', '*.jenkinsfile'],
  ],
};

export const buildLanguages: readonly BuildLanguage[] = ['pom', 'gradle', 'toml'];

/** Every language there is. */
export const languages: readonly Language[] = [
  ...new Set(Object.values(byExtension)),
  'workflow',
  'build-code',
  'dockerfile',
  'dotenv',
  'terraform-json',
  ...buildLanguages,
];

/** Folders whose files are made by tools or belong to others; nothing in them is reported. */
export const foreignFolders: ReadonlySet<string> = new Set([
  'target',
  'build',
  'node_modules',
  'out',
  'bin',
  '.git',
  '.gradle',
  'dist',
]);
const testFolders = new Set(['test', 'integrationtest', 'testfixtures', 'functionaltest', 'androidtest']);

/** The programs that first lines of scripts name. */
const interpreters: Readonly<Record<string, Language>> = {
  sh: 'shell',
  bash: 'shell',
  dash: 'shell',
  ash: 'shell',
  ksh: 'shell',
  zsh: 'shell',
  pwsh: 'powershell',
};

/** Whether a name has no ending, so that only a first line `#!` can say what the file is. */
export function isBareName(name: string): boolean {
  return /^[\w-]{1,100}$/.test(name);
}

/** The language of a file by its name, else by the first line of a script whose name says nothing. Of YAML, its text may tell more. */
export function languageOfText(path: string, text: string): Language | undefined {
  const named = languageOf(path);
  if (named === 'yaml') return isPipeline(path, text) ? 'workflow' : named;
  // Settings that are imported from beside the app may bear the name of azd's own file.
  if (named === 'workflow' && /^spring(?::|\.[\w.-]{1,100}:)/m.test(text)) return 'yaml';
  if (named !== undefined || !isBareName(path.slice(path.lastIndexOf('/') + 1))) return named;
  return languageOfFirstLine(text);
}

/** The language that a script's first line names: `#!/usr/bin/env bash`. */
export function languageOfFirstLine(text: string): Language | undefined {
  const line = /^#!([^\r\n]{1,200})/.exec(text)?.[1] ?? '';
  const [program = '', ...rest] = line.trim().split(/[ \t]+/);
  const named = /(?:^|\/)env$/.test(program) ? (rest.find((word) => !/^-|=/.test(word)) ?? '') : program;
  return interpreters[named.slice(named.lastIndexOf('/') + 1)];
}

/** The language of a file by its name; `undefined` for files no rule reads. `path` has `/` between folders. */
export function languageOf(path: string): Language | undefined {
  if (isBuildCode(path)) return 'build-code';
  // Most files of most workspaces: no other name ends so.
  if (path.endsWith('.java')) return 'java';
  if (isWorkflow(path)) return 'workflow';
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const build = byName.find(([pattern]) => pattern.test(name));
  const dot = name.lastIndexOf('.');
  return build?.[1] ?? (dot < 0 ? undefined : byExtension[name.slice(dot + 1)]);
}

/** Whether the file is test source: `src/test`, `src/integrationTest`, `*Test.java`, `*Tests.kt` and the like. */
export function isTestSource(path: string): boolean {
  const parts = path.split('/');
  const name = parts.pop() ?? '';
  const underSrc = parts.some(
    (part, i) => parts[i - 1]?.toLowerCase() === 'src' && testFolders.has(part.toLowerCase()),
  );
  // What charts of Helm are tried out with: `ci/ingress-values.yaml`.
  const isOfChart = parts.at(-1) === 'ci' && /(?:^|-)values\.ya?ml$/.test(name);
  return underSrc || isOfChart || /(?:Tests?|IT|Spec)\.(?:java|kt)$/.test(name);
}

/**
 * Whether the file lies, below the folder it was found in, where tools put what they make. `path` is relative. People keep
 * scripts of their own in `bin`.
 */
export function isForeign(path: string): boolean {
  const language = languageOf(path);
  const isScript = language === 'shell' || language === 'powershell';
  return path
    .split('/')
    .slice(0, -1)
    .some((part) => foreignFolders.has(part.toLowerCase()) && !(isScript && part.toLowerCase() === 'bin'));
}
