import { valueOf } from '../../source/script/following';
import type { Assignment, ScriptFile } from '../../source/script/script-file';
import { contentOf } from '../../source/script/words/words';
import type { VariableFact } from '../fact';
import { flagOf } from './az-command';
import { namedWords, type NamedWord } from './named-words';

/** Options by which commands of the Azure CLI give variables to an app. */
const variableFlags = /^--(?:env|env-vars|set-env-vars|replace-env-vars|environment-variables|settings)$/;
const appGroups =
  /^az (?:spring app|spring-cloud app|spring job|containerapp|webapp config appsettings|functionapp config appsettings)\b/;

/** The environment variables that an app is given by commands, and by the tasks and actions that deploy it. */
export function* variablesIn(file: ScriptFile): Iterable<VariableFact> {
  for (const one of namedWords(file)) if (isForApp(one)) yield* givenByCommand(file, one);
  for (const one of file.environments.flat()) if (one.key.startsWith('app.')) yield* givenByTask(one);
}

function isForApp({ by, flag = '', line }: NamedWord): boolean {
  if (by !== 'setting' || line === undefined || !variableFlags.test(flag)) return false;
  return appGroups.test(line.names.map(({ literal }) => literal ?? '?').join(' '));
}

function* givenByCommand(
  file: ScriptFile,
  { name, value, script, line, nameSpan }: NamedWord,
): Iterable<VariableFact> {
  if (line === undefined || nameSpan === undefined) return;
  const isEmpty = value.parts.length === 0;
  const given = isEmpty ? '' : valueOf(file, script, value);
  const [app] = flagOf(line, '--name', '-n')?.values ?? [];
  yield {
    ...{ kind: 'variable', name, nameSpan, span: isEmpty ? nameSpan : contentOf(value) },
    // Azure Container Apps keep what is secret under a name of its own.
    value: given?.startsWith('secretref:') === true ? undefined : given,
    app: app === undefined ? undefined : valueOf(file, script, app),
  };
}

function* givenByTask({ name, value }: Assignment): Iterable<VariableFact> {
  if (value === undefined) return;
  const span = contentOf(value);
  const nameSpan = { start: span.start - name.length - 1, end: span.start - 1 };
  yield { kind: 'variable', name, value: value.literal, span, nameSpan, app: undefined };
}
