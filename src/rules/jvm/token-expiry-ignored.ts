import { say } from '../../lifecycle/text';
import type { JvmNode } from '../../source/jvm/jvm-file';
import type { SubjectRule } from '../rule';
import { keepsToken, tokenLiterals, tokensIn } from './access-token';
import { declarationOf, indexOf, type JvmIndex } from './jvm-index';
import { consumersOf, nameOf } from './value-flow';

/** Signs that the program knows that tokens end; any of them in the file makes the rule silent. */
const expirySigns = [
  'expiresat',
  'expires_on',
  'expireson',
  'expires_in',
  'expiresin',
  'isexpired',
  'expiry',
  'refresh',
  '@scheduled',
];

export const tokenExpiryIgnored: SubjectRule<'jvm'> = {
  id: 'MI109',
  name: 'token-expiry-ignored',
  title: 'An access token is kept without a look at when it expires.',
  severity: 'warning',
  subject: 'jvm',
  literals: tokenLiterals,
  *check(file, { text }) {
    const lower = text.toLowerCase();
    if (expirySigns.some((sign) => lower.includes(sign))) return;
    const index = indexOf(file);
    for (const token of tokensIn(index)) {
      const use = isKept(index, token)
        ? 'kept in a field'
        : isPassword(index, token)
          ? 'set as a password'
          : undefined;
      if (use === undefined) continue;
      yield {
        span: token.span,
        message: say(
          'This token is {0}, and nothing looks at when it expires: requests fail some hours later. Keep the credential, which renews tokens.',
          use,
        ),
      };
    }
  },
};

function isKept(index: JvmIndex, token: JvmNode): boolean {
  const { parent } = token;
  if (parent?.kind === 'variable') return parent.role === 'field' && parent.value === token;
  if (parent?.kind === 'call' && keepsToken(parent)) return isKept(index, parent);
  if (parent?.kind !== 'assignment' || parent.value !== token) return false;
  return declarationOf(index, parent.target)?.role === 'field';
}

function isPassword(index: JvmIndex, token: JvmNode): boolean {
  return consumersOf(index, token, keepsToken).some((one) =>
    ['setPassword', 'password'].includes(nameOf(one)),
  );
}
