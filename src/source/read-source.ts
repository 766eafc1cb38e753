import { readCatalog } from './build/read-catalog';
import { readGradleProperties } from './build/read-gradle-properties';
import { readGradle } from './build/read-gradle';
import { readPom } from './build/read-pom';
import { readBuildCode } from './build/read-build-code';
import type { Trees } from './grammar/grammars';
import { readJvm } from './jvm/read-jvm';
import type { Language } from './language';
import { readArm } from './infra/arm/read-arm';
import { readBicep } from './infra/bicep/read-bicep';
import type { FindElsewhere } from './infra/names';
import { readTerraform } from './infra/terraform/read-terraform';
import { readTerraformJson } from './infra/terraform/read-terraform-json';
import { readDockerfile } from './manifest/read-dockerfile';
import { readDotenv } from './manifest/read-dotenv';
import { isJsonManifest, isManifest } from './manifest/manifest-text';
import { readManifest } from './manifest/read-manifest';
import type { Reading, SubjectKind } from './reading';
import { readPowerShell } from './script/read-powershell';
import { readShell } from './script/read-shell';
import { readWorkflow } from './script/workflow/read-workflow';
import { withDocuments } from './script-documents';
import type { SourceFile } from './source-file';
import { readPackage, withScripts } from './template-scripts';
import { readSpringProperties } from './spring/read-properties';
import { readSpringYaml } from './spring/read-yaml';

type Reader = (file: SourceFile, trees: Trees, elsewhere?: FindElsewhere) => Reading;

/** Kubernetes, Helm, compose files and Spring share the ending. */
function readYaml(file: SourceFile): Reading {
  return isManifest(file) ? readManifest(file) : readSpringYaml(file);
}

/** Templates of Azure, and manifests of Kubernetes with the changes to them, share it. */
function readJson(file: SourceFile, trees: Trees): Reading {
  if (/(?:^|\/)package\.json$/.test(file.path)) return readPackage(file.text, trees);
  return isJsonManifest(file.text) ? readManifest(file) : readArm(file);
}

/** Code of a build is code as well; of Groovy only its constants are read. */
function buildAndCode(file: SourceFile, trees: Trees): Reading {
  const build = readBuildCode(file.text);
  if (file.path.endsWith('.groovy')) return { subjects: [build], comments: [] };
  const language = file.path.endsWith('.kt') ? 'kotlin' : 'java';
  const { subjects, ...code } = readJvm({ ...file, language }, trees);
  return { ...code, subjects: [build, ...subjects] };
}

interface Room {
  readonly read: Reader;
  /** What a file of the language may hold. */
  readonly subjects: readonly SubjectKind[];
}

const jvm: Room = { read: readJvm, subjects: ['jvm'] };
const rooms: Readonly<Record<Language, Room>> = {
  java: jvm,
  kotlin: jvm,
  properties: { read: readSpringProperties, subjects: ['spring'] },
  yaml: { read: readYaml, subjects: ['spring', 'manifest'] },
  bicep: { read: readBicep, subjects: ['infra', 'script'] },
  json: { read: readJson, subjects: ['infra', 'script', 'manifest'] },
  terraform: { read: readTerraform, subjects: ['infra', 'script'] },
  'terraform-json': { read: readTerraformJson, subjects: ['infra', 'script'] },
  shell: { read: readShell, subjects: ['script', 'manifest', 'spring'] },
  'build-code': { read: buildAndCode, subjects: ['build', 'jvm'] },
  pom: { read: readPom, subjects: ['build'] },
  gradle: { read: readGradle, subjects: ['build'] },
  toml: { read: readCatalog, subjects: ['build'] },
  'gradle-properties': { read: readGradleProperties, subjects: ['build'] },
  powershell: { read: readPowerShell, subjects: ['script'] },
  dockerfile: { read: readDockerfile, subjects: ['manifest', 'script'] },
  dotenv: { read: readDotenv, subjects: ['manifest'] },
  workflow: { read: readWorkflow, subjects: ['script', 'manifest', 'spring'] },
};

/** What files of a language can hold that rules judge. */
export function subjectsIn(language: Language): readonly SubjectKind[] {
  return rooms[language].subjects;
}

/** Whether files of a language are code, which is most of a workspace and tells nothing of its settings. */
export function isCode(language: Language): boolean {
  return rooms[language] === jvm;
}

/** Whether files of a language may give environment variables to apps. */
export function givesVariables(language: Language): boolean {
  const { subjects } = rooms[language];
  return ['infra', 'script', 'manifest'].some((kind) => subjects.includes(kind as SubjectKind));
}

/**
 * What rules can judge in a file. The grammars of its language (`grammarsOf`) must be loaded. `elsewhere` finds what other files of a
 * module or template say. Never throws on bad input.
 */
export function readSource(file: SourceFile, trees: Trees, elsewhere?: FindElsewhere): Reading {
  const reading = rooms[file.language].read(file, trees, elsewhere);
  if (rooms[file.language].subjects.includes('infra')) return withScripts(reading, file.text, trees);
  return reading.subjects.some(({ kind }) => kind === 'script') ? withDocuments(reading, file) : reading;
}
