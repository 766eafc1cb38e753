import { valueOf } from '../../source/script/following';
import type { Assignment, ScriptCommand, ScriptFile, ScriptWord } from '../../source/script/script-file';
import { pathOf, type CommandLine } from '../../source/script/words/command-line';
import { contentOf, namedValue, textBetween, wordWithin } from '../../source/script/words/words';
import type { VariableFact } from '../fact';
import { isOthersImage } from '../others-image';
import { flagOf } from './az-command';
import { namedWords, type NamedWord } from './named-words';

/** Options by which commands of the Azure CLI give variables to an app. */
const variableFlags = /^--(?:env|env-vars|set-env-vars|replace-env-vars|environment-variables|settings)$/;
const appGroups =
  /^az (?:spring app|spring-cloud app|spring job|containerapp|webapp config appsettings|functionapp config appsettings)\b/;

/** Commands of other programs that start an app or change its variables, and the options by which these are given. */
const starters: readonly (readonly [RegExp, RegExp])[] = [
  [/^(?:docker|podman|nerdctl)(?: container| compose)? (?:run|create)\b/, /^(?:-e|--env)$/],
  [/^(?:kubectl|oc) set env\b/, /^(?:|-e|--env|--overwrite)$/],
  [/^helm (?:install|upgrade|template)\b/, /^--set(?:-string)?$/],
];

/** The environment variables that an app is given by commands, and by the tasks and actions that deploy it. */
export function* variablesIn(file: ScriptFile): Iterable<VariableFact> {
  for (const named of namedWords(file)) {
    const one = asVariable(named);
    if (isForApp(one)) yield* givenByCommand(file, one);
  }
  for (const one of pairsOfCharts(file)) yield* givenByCommand(file, one);
  for (const one of file.environments.flat()) if (one.key.startsWith('app.')) yield* givenByTask(one);
}

/** Whether a command gives it to an app as a variable. */
export function isForApp({ by, flag = '', line, name }: NamedWord): boolean {
  if (by !== 'setting' || line === undefined) return false;
  const command = pathOf(line);
  // Most keys of a chart are no variables.
  if (command.startsWith('helm ') && !/^[A-Z][A-Z0-9_]*$/.test(name)) return false;
  if (variableFlags.test(flag) && appGroups.test(command)) return true;
  return (
    starters.some(([program, option]) => program.test(command) && option.test(flag)) && !startsOthers(line)
  );
}

/** Which word is the image, the options in front of it would have to be known for. */
function startsOthers(line: CommandLine): boolean {
  const words = [...line.names, ...line.flags.flatMap(({ values }) => values)];
  return words.some(({ literal }) => literal !== undefined && isOthersImage(literal));
}

/** What the app is called: by a name of its own, by the workload `deployment/orders`, by the release of a chart. */
function appWord(line: CommandLine): ScriptWord | undefined {
  const command = pathOf(line);
  if (command.startsWith('az ')) return flagOf(line, '--name', '-n')?.values[0];
  // `helm upgrade --install orders ./chart`: what stands behind an option looks like its value.
  if (command.startsWith('helm ')) return line.names[2] ?? flagOf(line, '--install', '-i')?.values[0];
  if (!/^(?:kubectl|oc) /.test(command)) return flagOf(line, '--name')?.values[0];
  const workload = line.names.slice(3).find(({ literal }) => literal?.includes('/') === true);
  const [part] = workload?.parts ?? [];
  if (part?.kind !== 'text') return line.names[4];
  return wordWithin([textBetween(part, part.value.indexOf('/') + 1, part.value.length)], part.span);
}

/** The variables of other programs: `--env=NAME=value` of Docker, `--set env.NAME=value` of Helm, whose keys are the chart's. */
export function asVariable(one: NamedWord): NamedWord {
  if (one.by === 'flag' && one.name === '--env') {
    const inner = namedValue(one.value);
    return inner === undefined ? one : { ...one, ...inner, by: 'setting', flag: '--env' };
  }
  const dot = one.flag?.startsWith('--set') === true ? one.name.lastIndexOf('.') + 1 : 0;
  const nameSpan = one.nameSpan && { ...one.nameSpan, start: one.nameSpan.start + dot };
  return dot === 0 ? one : { ...one, name: one.name.slice(dot), ...(nameSpan && { nameSpan }) };
}

/** `--set env[0].name=NAME --set env[0].value=value` of Helm, as the variables that they are. */
export function pairsOfCharts(file: ScriptFile): readonly NamedWord[] {
  const isCalled = ({ words }: ScriptCommand) => words.some(({ literal }) => literal === 'helm');
  if (!file.scripts.some(({ commands }) => commands.some(isCalled))) return [];
  const settings = [...namedWords(file)].filter(isOfChart).flatMap(partsOfSet);
  const ending = (end: string) => settings.filter(({ name }) => name.endsWith(end));
  const stem = ({ name }: NamedWord) => name.slice(0, name.lastIndexOf('.'));
  const names = ending('.name');
  return ending('.value').flatMap((one): readonly NamedWord[] => {
    const name = names.find((other) => other.line === one.line && stem(other) === stem(one));
    const called = name?.value.literal;
    if (name === undefined || called === undefined) return [];
    return [{ ...one, name: called, nameSpan: contentOf(name.value), flag: '--set' }];
  });
}

function isOfChart({ by, line, flag = '', name }: NamedWord): boolean {
  const isSet = /^--set(?:-string)?$/.test(by === 'flag' ? name : flag);
  return isSet && (by === 'setting' || by === 'flag') && pathOf(line).startsWith('helm ');
}

/** `a.name=x,a.value=y` is two. Names with brackets are no settings of other programs. */
function partsOfSet(one: NamedWord): readonly NamedWord[] {
  const { literal } = one.value;
  if (literal === undefined) return one.by === 'setting' ? [one] : [];
  const part = { kind: 'text', value: literal, span: contentOf(one.value) } as const;
  const found: NamedWord[] = [];
  let at = 0;
  for (const piece of part.value.split(',')) {
    const isFirst = at === 0 && one.by === 'setting';
    const equals = isFirst ? -1 : piece.indexOf('=');
    const value = textBetween(part, at + equals + 1, at + piece.length);
    const name = isFirst ? one.name : piece.slice(0, Math.max(equals, 0));
    found.push({ ...one, by: 'setting', name, value: wordWithin([value], value.span) });
    at += piece.length + 1;
  }
  return found;
}

function* givenByCommand(
  file: ScriptFile,
  { name, value, script, line, nameSpan }: NamedWord,
): Iterable<VariableFact> {
  if (line === undefined || nameSpan === undefined) return;
  const isEmpty = value.parts.length === 0;
  const given = isEmpty ? '' : valueOf(file, script, value);
  const app = appWord(line);
  yield {
    kind: 'variable',
    name,
    nameSpan,
    span: isEmpty ? nameSpan : contentOf(value),
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
