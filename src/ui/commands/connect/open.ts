/** Connecting apps to services: a chunk of its own, loaded with the first of these commands. */
export { connectApp } from './connect-app';
export { planMove } from './plan-move';
