import type { SubjectRule } from '../rule';

export const infraRules: readonly SubjectRule<'infra'>[] = [];
