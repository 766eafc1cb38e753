import { parseArgs } from 'node:util';
import { fuzzLint } from './fuzz-lint';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '200000' }, seed: { type: 'string', default: '1' } },
});

fuzzLint(Number(values.runs), Number(values.seed)).then(
  ({ runs, findings, slowest }) => {
    process.stdout.write(`${runs} files judged, ${findings} findings, slowest ${Math.round(slowest)} ms\n`);
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
