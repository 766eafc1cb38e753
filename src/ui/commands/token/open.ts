/** Everything about tokens, forwards and reports: a chunk of its own, loaded with the first of these commands. */
export { diagnoseApp } from '../doctor/diagnose';
export { readCase } from '../doctor/read-case';
export { explainError, explainTerminalError } from '../doctor/explain-error';
export { forwardInstancePort } from '../forward/app-port';
export { useForwardedEndpoint } from '../forward/forwarded-endpoint';
export { disableRemoteDebugging, enableRemoteDebugging } from '../forward/remote-debugging';
export { copyForwardAddress, restartPortForward, stopPortForward } from '../forward/running';
export { startPortForward } from '../forward/tokens';
export { exportReport } from '../map/export-report';
export { showIdentityMap } from '../map/show-map';
export { debugAsApp, openTerminalAsApp } from './as-app';
export { compareIdentities, fetchTestToken } from './ask/ask';
export { convertIdentity } from '../convert/convert-identity';
export { decodeToken } from './decode';
