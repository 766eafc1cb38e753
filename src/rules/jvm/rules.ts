import type { SubjectRule } from '../rule';

export const jvmRules: readonly SubjectRule<'jvm'>[] = [];
