import { valueOf } from '../../source/script/following';
import type { ScriptFile } from '../../source/script/script-file';
import { contentOf } from '../../source/script/words/words';
import { commandLine } from '../../source/spring/environment';
import type { VariableFact } from '../fact';
import { azCommands, flagOf, type AzCommand } from './az-command';

/** Settings that an app is started with: `az spring app deploy --jvm-options="-Dkey=value"`. */
export function* argumentsIn(file: ScriptFile): Iterable<VariableFact> {
  for (const az of azCommands(file)) if (/^spring(?:-cloud)? app\b/.test(az.path)) yield* givenBy(file, az);
}

function* givenBy(file: ScriptFile, az: AzCommand): Iterable<VariableFact> {
  const [word] = flagOf(az, '--jvm-options')?.values ?? [];
  const value = word === undefined ? undefined : valueOf(file, az.script, word);
  if (word === undefined || value?.includes('-Dspring.') !== true) return;
  const [app] = flagOf(az, '--name', '-n')?.values ?? [];
  const span = contentOf(word);
  yield {
    kind: 'variable',
    name: commandLine,
    nameSpan: span,
    span,
    value,
    app: app === undefined ? undefined : valueOf(file, az.script, app),
  };
}
