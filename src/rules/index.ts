import { appRules } from './app/rules';
import { buildRules } from './build/rules';
import { infraRules } from './infra/rules';
import { jvmRules } from './jvm/rules';
import { manifestRules } from './manifest/rules';
import { liveRules } from './live/rules';
import { scriptRules } from './script/rules';
import { springRules } from './spring/rules';
import type { FileRule, Rule } from './rule';
import { suppressionWithoutReason } from './suppression/suppression-without-reason';
import { unusedSuppression } from './suppression/unused-suppression';

export const fileRules: readonly FileRule[] = [
  ...jvmRules,
  ...springRules,
  ...buildRules,
  ...infraRules,
  ...scriptRules,
  ...manifestRules,
  ...liveRules,
];

/** Every rule there is, in the order of their ids. */
export const allRules: readonly Rule[] = [
  ...appRules,
  ...fileRules,
  unusedSuppression,
  suppressionWithoutReason,
].sort((a, b) => (a.id < b.id ? -1 : 1));
