import type { VerdictLevel } from '../judge/verdict';

/**
 * How bad it is, in a word. No signs beside it: VS Code frames some of them as suspicious characters, and fonts without
 * them show empty boxes.
 */
export const marks: Readonly<Record<VerdictLevel, string>> = {
  good: 'OK',
  info: 'Note',
  warning: 'Warning',
  error: 'Error',
};
