import { say, type Text } from '../../lifecycle/text';
import { serviceOf } from '../azure-services';
import { azLine } from './az-line';
import { mendName } from './fix-offers';
import type { Shortfall } from './shortfall';

/** What is to be given, to whom and where, and the line that gives it. */
export function mendWords(shortfall: Shortfall): readonly Text[] {
  const { principalId, place, target, mend } = shortfall;
  const line = azLine(shortfall);
  const where = target ?? placeWords(place);
  const missing =
    mend.kind === 'policy'
      ? say(
          "Missing: an access policy with '{0}' for principal {1} at {2}.",
          mendName(mend),
          principalId,
          where,
        )
      : say("Missing: '{0}' for principal {1} at {2}.", mendName(mend), principalId, where);
  return line === undefined ? [missing] : [missing, say('To give it: {0}', line)];
}

/** What is to be given and where, in one short sentence: whom to and how is told below it. */
export function missingWords({ place, mend }: Shortfall): Text {
  const where = place.name === undefined ? placeWords(place) : say("'{0}'", place.name);
  return mend.kind === 'policy'
    ? say("Missing: an access policy with '{0}' at {1}.", mendName(mend), where)
    : say("Missing: '{0}' at {1}.", mendName(mend), where);
}

function placeWords({ services, name }: Shortfall['place']): Text {
  const { label } = serviceOf(services[0]);
  return name === undefined ? say('the resource ({0})', label) : say("'{0}' ({1})", name, label);
}
