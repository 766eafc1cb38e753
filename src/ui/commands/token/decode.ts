import { Failure } from '../../../lifecycle/failure';
import { decodeToken as decode } from '../../../token/decode/decode-token';
import { judgeOwner } from '../../../token/judge/judge-owner';
import { decodedTokenPage } from '../../../token/report/token-page';
import { worded } from '../../words';
import type { Command } from '../dependencies';

/** Explains a token the user pastes. Nothing is sent, and the token itself is not kept. */
export const decodeToken: Command = async ({ dialogs, estate, reports, t }) => {
  const pasted = await dialogs.text({
    title: t('Decode Token'),
    placeholder: t(
      'Paste a token, or the whole answer of a token endpoint. It is decoded on this computer and not kept.',
    ),
    secret: true,
    validate: (text) => {
      const decoded = decode(text);
      return decoded.kind === 'token' ? undefined : worded(decoded.why, t);
    },
  });
  if (pasted === undefined) return;
  const decoded = decode(pasted);
  if (decoded.kind === 'no-token')
    throw new Failure({ code: 'invalid', what: t('The token could not be decoded.'), why: decoded.why });
  const now = Date.now();
  const owner = judgeOwner(decoded, estate.snapshot);
  reports.show({ report: decodedTokenPage(decoded, owner, now) });
};
