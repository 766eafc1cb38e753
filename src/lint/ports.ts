/** A file of a run, or why it was not read. `path` is relative to the folder of the run, with `/` between folders. */
export type FoundFile =
  { readonly path: string; readonly text: string } | { readonly path: string; readonly skipped: string };

/** Files larger than this are made by programs, not written by people. */
export const largestFile = 1 << 20;
