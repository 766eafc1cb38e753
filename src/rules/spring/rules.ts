import type { SubjectRule } from '../rule';

export const springRules: readonly SubjectRule<'spring'>[] = [];
