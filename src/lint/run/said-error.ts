import { Failure } from '../../lifecycle/failure';
import { printable } from '../formats/printable';

/** An error as the command line says it: of what the caller or the machine is to blame for one line, of a defect where it is. */
export function saidOf(error: unknown, isUsage: boolean): string {
  const text = (said: string) => said.split('\n').map(printable).join('\n');
  if (!(error instanceof Error)) return text(String(error));
  const isKnown = isUsage || Failure.is(error) || 'code' in error;
  return text(isKnown ? error.message : (error.stack ?? error.message));
}
