import { setFlagsFromString } from 'node:v8';

const off = ['--no-wasm-lazy-compilation', '--no-wasm-tier-up', '--no-wasm-dynamic-tiering'];
const on = ['--wasm-lazy-compilation', '--wasm-tier-up', '--wasm-dynamic-tiering'];

/** What is smaller is optimised within half a second and some megabytes, and three times as fast then. */
const largeBytes = 1_000_000;

/** How many are compiling now. */
let compiling = 0;

/**
 * Runs what compiles WebAssembly; where that is large, in such a way that V8 never optimises it afterwards.
 *
 * The parsers of Kotlin, shell and PowerShell hold functions of several hundred kilobytes. Optimising those takes V8 of Node 24 up
 * to ten seconds and two gigabytes each, for texts that are parsed within a second without, and may end the whole process for want of
 * memory (nodejs/node#63421, microsoft/vscode#243747). What is compiled at once while the switches are off holds no counters
 * that would ask for it; others of the process (extensions share one) are optimised as ever. Compiling takes at most 40 ms.
 * `--liftoff-only` has no effect once a process of Node 24 runs.
 */
export async function compileLarge<T>(bytes: Uint8Array, compile: () => Promise<T>): Promise<T> {
  if (bytes.length < largeBytes) return compile();
  if ((compiling += 1) === 1) off.forEach(setFlagsFromString);
  // Compiling does not keep a process alive that has nothing else to do.
  const alive = setInterval(() => undefined, 1000);
  try {
    return await compile();
  } finally {
    clearInterval(alive);
    if ((compiling -= 1) === 0) on.forEach(setFlagsFromString);
  }
}

/**
 * From now on WebAssembly of this process is compiled as it is needed and never optimised: for a handful of texts that takes longer
 * than it saves, and Node waits for it at its end (a tenth of a second for one Java file).
 */
export function neverOptimise(): void {
  ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering'].forEach((flag) => {
    setFlagsFromString(flag);
  });
}
