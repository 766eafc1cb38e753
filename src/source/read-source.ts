import type { Trees } from './grammar/grammars';
import { readJvm } from './jvm/read-jvm';
import type { Language } from './language';
import { readArm } from './infra/read-arm';
import { readBicep } from './infra/read-bicep';
import { readTerraform } from './infra/read-terraform';
import type { Reading } from './reading';
import { readPowerShell } from './script/read-powershell';
import { readShell } from './script/read-shell';
import { readWorkflow } from './script/read-workflow';
import type { SourceFile } from './source-file';
import { readSpringProperties } from './spring/read-properties';
import { readSpringYaml } from './spring/read-yaml';

type Reader = (file: SourceFile, trees: Trees) => Reading;

const readers: Readonly<Record<Language, Reader>> = {
  java: readJvm,
  kotlin: readJvm,
  properties: readSpringProperties,
  yaml: readSpringYaml,
  bicep: readBicep,
  json: readArm,
  terraform: readTerraform,
  shell: readShell,
  powershell: readPowerShell,
  workflow: readWorkflow,
};

/** What rules can judge in a file. The grammars of its language (`grammarsOf`) must be loaded. Never throws on bad input. */
export function readSource(file: SourceFile, trees: Trees): Reading {
  return readers[file.language](file, trees);
}
