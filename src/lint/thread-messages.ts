import type { Judgement, JudgeRequest } from './ports';

/** What the window's thread tells the linter's. */
export type ToLinter =
  | { readonly kind: 'judge'; readonly id: number; readonly request: JudgeRequest }
  | { readonly kind: 'close'; readonly key: string };

/** What the linter's thread answers to `judge`. */
export type FromLinter =
  { readonly id: number; readonly judgement: Judgement } | { readonly id: number; readonly trouble: string };
