import type { SubjectRule } from '../rule';

export const scriptRules: readonly SubjectRule<'script'>[] = [];
