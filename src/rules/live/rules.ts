import type { FactRule } from '../rule';

export const liveRules: readonly FactRule[] = [];
