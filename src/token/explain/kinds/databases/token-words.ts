import type { Reading } from '../../refusal';

/** What databases say of a token that they do not take, in one wording or another. Others say so of theirs: `ofEntra` tells whose it is. */
export const tokenWords: readonly string[] = [
  'access token is invalid',
  'access token is not valid',
  'access token not valid',
  'access token is expired',
  'access token has expired',
  'access token expired',
];

export const ofEntra = /Azure ?AD\b|Azure Active Directory|Microsoft Entra|AAD_/i;

export function causeOfToken(text: string): Pick<Reading, 'cause'> {
  return /^[^.\n]{0,60}expired/i.test(text) ? { cause: 'token-expired' } : {};
}
