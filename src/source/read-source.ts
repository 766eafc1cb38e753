import { readCatalog } from './build/read-catalog';
import { readGradle } from './build/read-gradle';
import { readPom } from './build/read-pom';
import type { Trees } from './grammar/grammars';
import { readJvm } from './jvm/read-jvm';
import type { Language } from './language';
import { readArm } from './infra/read-arm';
import { readBicep } from './infra/read-bicep';
import { readTerraform } from './infra/read-terraform';
import { nothingRead, type Reading } from './reading';
import { readShell } from './script/read-shell';
import type { SourceFile } from './source-file';
import { readSpringProperties } from './spring/read-properties';
import { readSpringYaml } from './spring/read-yaml';

type Reader = (file: SourceFile, trees: Trees) => Reading;

/** Workflows and pipelines are YAML too, and not read yet; all other YAML that is read is Spring configuration. */
const pipeline = /(?:^|\/)(?:\.github\/.*|azure-pipelines[^/]*|azure)\.ya?ml$/i;

const readYaml: Reader = (file) => (pipeline.test(file.path) ? nothingRead : readSpringYaml(file));

const readers: Readonly<Record<Language, Reader>> = {
  java: readJvm,
  kotlin: readJvm,
  properties: readSpringProperties,
  yaml: readYaml,
  bicep: readBicep,
  json: readArm,
  terraform: readTerraform,
  shell: readShell,
  pom: readPom,
  gradle: readGradle,
  toml: readCatalog,
};

/** What rules can judge in a file. The grammars of its language (`grammarsOf`) must be loaded. Never throws on bad input. */
export function readSource(file: SourceFile, trees: Trees): Reading {
  return readers[file.language](file, trees);
}
