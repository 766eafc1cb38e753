import { Script } from 'node:vm';
import { DeadlinePassed, type Deadline } from '../../lint/ports';

/** No text that people write takes as long to judge, not on the slowest machine either. */
const usualMs = 5000;

/** Calls what was put there: the only way to have the engine end a function from outside is to run it in a script. */
const script = new Script('globalThis.springIdentityWork()');
const place = globalThis as { springIdentityWork?: () => void };

/**
 * Ends work after so many milliseconds wherever it is, also in a loop, in a regular expression or in a parser: Node has
 * a thread of its own that watches. Costs a tenth of a millisecond.
 */
export function deadline(ms = usualMs): Deadline {
  return (work) => {
    const done: { result?: ReturnType<typeof work> } = {};
    place.springIdentityWork = () => {
      done.result = work();
    };
    try {
      script.runInThisContext({ timeout: ms });
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT')
        throw new DeadlinePassed();
      throw error;
    } finally {
      delete place.springIdentityWork;
    }
    return done.result as ReturnType<typeof work>;
  };
}
