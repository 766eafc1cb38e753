import { scopeName } from '../../access/scope';
import type { Grant } from '../../access/access-at';
import type { HeldIdentity } from '../../estate/held-identity';
import { say, type Text } from '../../lifecycle/text';
import type { AskedPlace } from './asked-places';
import type { Case } from './case';

export function identityText({ kind, name }: HeldIdentity): Text {
  return kind === 'system' ? say('the system-assigned identity') : say("'{0}'", name);
}

/** What opens a place, in the middle of a sentence. */
export function grantText(grant: Grant): Text {
  if (grant.kind === 'policy')
    return say("an access policy of '{0}' ({1})", grant.vault.name, grant.policy.permissions.join(', '));
  const { scope, throughGroup, principalId } = grant.assignment;
  return throughGroup === true
    ? say("'{0}' at {1}, through group {2}", grant.name, scopeName(scope), principalId)
    : say("'{0}' at {1}", grant.name, scopeName(scope));
}

/** A place in a file as people find it. */
function placeText(path: string, offset: number, { lineOf }: Pick<Case, 'lineOf'>): Text {
  const line = lineOf?.(path, offset);
  return line === undefined ? say('{0}', path) : say('{0}, line {1}', path, line);
}

/** Which identity the files ask for, and where. */
export function askedText({ asks, places, named }: AskedPlace, known: Pick<Case, 'lineOf'>): Text {
  const [first] = named.length > 0 ? named : places;
  const where = first === undefined ? say('A file') : placeText(first.path, first.span.start, known);
  switch (asks.by) {
    case 'none':
      return say('{0}: no identity is named.', where);
    case 'client-id':
      return say('{0}: asked for by client ID {1}.', where, asks.value);
    case 'object-id':
      return say('{0}: asked for by principal ID {1}.', where, asks.value);
    case 'resource-id':
      return say('{0}: asked for by resource ID {1}.', where, asks.value);
    case 'unknown':
      switch (asks.why.is) {
        case 'variable':
          return say("{0}: the identity is named by '{1}', whose value no file tells.", where, asks.why.name);
        case 'profiles':
          return say('{0}: profiles name different identities.', where);
        case 'secret':
          return say('{0}: a secret or a key is sent, and no identity asked.', where);
        case 'code':
          return say('{0}: which identity the code asks for is not followed.', where);
      }
  }
}
