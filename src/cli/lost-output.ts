import { whyNotWritten } from '../disk/store-file';

/**
 * Ends a program of the command line when what it prints can no longer be written; an error that nobody hears would end it with the
 * trace of a stack. Whoever has stopped reading (`| head`) wants no word, a full disk is told of. Such a run has not done its work.
 */
export function endWithOutput(end: () => void = () => process.exit(2)): void {
  process.stdout.once('error', (error: NodeJS.ErrnoException) => {
    // More of what was to be written may fail after it.
    process.stdout.on('error', () => undefined);
    if (error.code !== 'EPIPE')
      process.stderr.write(`The output could not be written: ${whyNotWritten(error)}.\n`);
    end();
  });
  // There is nowhere left to tell of it.
  process.stderr.on('error', () => undefined);
}
