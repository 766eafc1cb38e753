/** The way into `net/` for the extension: a chunk of its own, loaded when the first tunnel is opened. */
export { openLocalEndpoint } from './endpoint/local-endpoint';
export { openTunnel } from './open-tunnel';
export { systemClock } from './system-clock';
