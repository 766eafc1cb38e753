import type { SubjectRule } from '../rule';

export const buildRules: readonly SubjectRule<'build'>[] = [];
