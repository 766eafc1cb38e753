import { say } from '../../lifecycle/text';
import type { SuppressionRule } from '../rule';

/** Judged where suppressions are applied, in `lint/`. Comments about rules that need a linked app are left alone without one. */
export const unusedSuppression: SuppressionRule = {
  id: 'MI901',
  name: 'unused-suppression',
  title: say('A comment silences a rule that reports nothing there.'),
  severity: 'hint',
  subject: 'suppression',
};
