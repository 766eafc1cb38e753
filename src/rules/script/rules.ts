import type { FileRule } from '../rule';
import { cliRemovesAllUserAssigned } from './cli-removes-all-user-assigned';

export const scriptRules: readonly FileRule[] = [cliRemovesAllUserAssigned];
