import path from 'node:path';

/** The clone. */
export const repository = path.resolve(__dirname, '../..');
/** What the rings leave behind; ignored by git, removed by nobody but the next run. */
export const outFolder = path.join(repository, 'out');
/** The bundled tests of ring 2, read by VS Code. */
export const hostTestsFolder = path.join(outFolder, 'test');
/** The Spring project that goes with the sandbox. */
export const samplesFolder = path.join(repository, 'samples');
export const networkGuard = path.join(__dirname, 'guard/network-guard.cjs');
/** The packaged extension, made by `npm run package`. */
export const vsixFile = path.join(repository, 'spring-managed-identity.vsix');
