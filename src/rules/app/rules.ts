import type { AppRule } from '../rule';

export const appRules: readonly AppRule[] = [];
