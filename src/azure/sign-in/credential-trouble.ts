import { Failure } from '../../lifecycle/failure';
import { say, type Text } from '../../lifecycle/text';
import { explain } from '../failures';
import type { NetworkError } from '../wire/answer';

/**
 * A refused sign-in. Entra's codes (`AADSTS...`) are in the text only; the credentials pass on nothing else, so the
 * text is quoted, never parsed.
 */
export function explainCredential(error: unknown, what: Text, network: NetworkError | undefined): Error {
  if (network !== undefined) return explain(network, what);
  const message = error instanceof Error ? error.message : String(error);
  return new Failure({
    code: 'unauthorized',
    what,
    why: say('Microsoft Entra refused: {0}', quote(message)),
    remedy: say('Check the credentials and whether they are meant for this tenant.'),
    action: 'choose-sign-in',
  });
}

/** Their words on one line. Entra appends trace ids and times. */
export function quote(message: string): string {
  const flat = message.replace(/\s+/g, ' ').split(' Trace ID:', 1)[0]?.trim() ?? '';
  return flat.length > 300 ? `${flat.slice(0, 300)}…` : flat;
}
