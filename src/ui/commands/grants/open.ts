/** Everything about granting: a chunk of its own, loaded with the first of these commands. */
export { followGrant } from './follow';
export { grant } from './grant';
export { restoreRoles } from './restore';
