import type { SubjectRule } from '../rule';
import { secretInManifest } from './secret-in-manifest';

export const manifestRules: readonly SubjectRule<'manifest'>[] = [secretInManifest];
