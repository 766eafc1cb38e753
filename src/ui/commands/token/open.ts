/** Everything about tokens: a chunk of its own, loaded with the first of these commands. */
export { compareIdentities, fetchTestToken } from './ask';
export { decodeToken } from './decode';
export { copyForwardAddress, restartPortForward, startPortForward, stopPortForward } from './forward';
export { debugAsApp, openTerminalAsApp } from './as-app';
