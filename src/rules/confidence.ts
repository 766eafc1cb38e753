/**
 * How sure a finding is, apart from how bad it is. `high`: what is reported is so. `medium`: it is so unless something the linter cannot
 * see says otherwise. `low`: it may be so; the message says "may".
 */
export const confidences = ['high', 'medium', 'low'] as const;
export type Confidence = (typeof confidences)[number];
