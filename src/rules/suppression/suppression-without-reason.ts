import { say } from '../../lifecycle/text';
import type { SuppressionRule } from '../rule';

/** Judged where suppressions are applied, in `lint/`. */
export const suppressionWithoutReason: SuppressionRule = {
  id: 'MI902',
  name: 'suppression-without-reason',
  title: say('A comment silences a rule and does not say why.'),
  severity: 'hint',
  subject: 'suppression',
};
