/** What people may ask for, and what goes on from it: a chunk of its own, as a window in which nobody asks for anything has no use for it. */
export { handlers } from './handlers';
export { declare, readDeclared } from './identity/declare';
export { reportLate, resumeOperations } from './resume';
export { offerUnfinished } from './resume-work';
