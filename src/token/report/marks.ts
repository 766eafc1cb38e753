import type { VerdictLevel } from '../judge/verdict';

/** How bad it is, in a sign and a word: a colour alone tells nothing to many. */
export const marks: Readonly<Record<VerdictLevel, string>> = {
  good: '✅ OK',
  info: 'ℹ️ Note',
  warning: '⚠️ Warning',
  error: '❌ Error',
};
