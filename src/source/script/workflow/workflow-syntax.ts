import { isMap } from 'yaml';
import type { Script } from '../script-file';
import { entriesOf, textAt, type Place } from './workflow-place';

/** In what language the value of a key is a script; `undefined` for other values, and for languages that are not read. */
export function scriptSyntax(key: string, place: Place): Script['syntax'] | undefined {
  switch (key) {
    case 'bash':
      return 'shell';
    case 'pwsh':
    case 'powershell':
      return 'powershell';
    case 'run':
      return shellOfRun(place);
    // Of a task of `task`, and of CircleCI's `run`.
    case 'cmd':
      return 'shell';
    // And of actions that run it until it succeeds.
    case 'command':
      return shellOfCommand(place);
    case 'script':
      return shellOfScript(place);
    case 'inlinescript':
    case 'inline':
      return shellOfInline(place, key);
    default:
      return undefined;
  }
}

function shellOfCommand(place: Place): Script['syntax'] | undefined {
  return place.up?.key === 'run' || /\/retry@/i.test(taskOf(place)) ? shellOfRun(place) : undefined;
}

/** GitHub's `run`, and that of azd's hooks. */
function shellOfRun(place: Place): Script['syntax'] | undefined {
  // One that is put in by an expression is not known.
  if (place.entries.has('shell')) return named(textAt(place, 'shell'));
  for (let at = place.up; at !== undefined; at = at.up) {
    const shell = textAt(mapAt(mapAt(at, 'defaults'), 'run'), 'shell');
    if (shell !== undefined) return named(shell);
  }
  return startsWith(place, 'runs-on', /^windows/i) ? 'powershell' : 'shell';
}

/** A pipeline's `script`, also as an input of a task; what is under `with` belongs to an action and may be anything. */
function shellOfScript(place: Place): Script['syntax'] | undefined {
  const task = taskOf(place);
  if (/^powershell@/i.test(task)) return 'powershell';
  if (/^bash@/i.test(task)) return 'shell';
  const isStep = task === '' && place.up?.key !== 'with' && place.up?.key !== 'inputs';
  return isStep && !isOnWindows(place) ? 'shell' : undefined;
}

function shellOfInline(place: Place, key: string): Script['syntax'] | undefined {
  const task = taskOf(place);
  if (/^azurepowershell@|^azure\/powershell@/i.test(task)) return 'powershell';
  if (key === 'inline') return undefined;
  const type = textAt(place, 'scripttype')?.toLowerCase();
  if (type === undefined) return /^(?:azurecli@|azure\/cli@)/i.test(task) ? 'shell' : undefined;
  return type === 'bash' ? 'shell' : type === 'ps' || type === 'pscore' ? 'powershell' : undefined;
}

/** The task or action whose input it is. */
function taskOf({ up }: Place): string {
  const isInput = up?.key === 'inputs' || up?.key === 'with';
  return isInput ? (textAt(up, 'task') ?? textAt(up, 'uses') ?? '') : '';
}

function named(shell: string | undefined): Script['syntax'] | undefined {
  if (shell === undefined) return undefined;
  if (/^(?:pwsh|powershell)\b/i.test(shell)) return 'powershell';
  return /^(?:ba)?sh\b/i.test(shell) ? 'shell' : undefined;
}

/** Where `script` is one of `cmd`. */
function isOnWindows(place: Place): boolean {
  for (let at: Place | undefined = place; at !== undefined; at = at.up)
    if (/^(?:windows|vs20)/i.test(textAt(mapAt(at, 'pool'), 'vmimage') ?? '')) return true;
  return false;
}

function startsWith(place: Place, key: string, pattern: RegExp): boolean {
  for (let at: Place | undefined = place; at !== undefined; at = at.up)
    if (pattern.test(textAt(at, key) ?? '')) return true;
  return false;
}

function mapAt({ entries }: Pick<Place, 'entries'>, key: string): Pick<Place, 'entries'> {
  const value = entries.get(key);
  return { entries: isMap(value) ? entriesOf(value) : new Map() };
}
