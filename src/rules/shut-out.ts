import { placeAt, type Access, type Place } from '../access/access-at';
import { leastRoleNames } from '../access/least-role';
import { mendWords } from '../access/mend/mend-words';
import { shortfallAt, type Shortfall } from '../access/mend/shortfall';
import { serviceAtHost } from '../access/service-host';
import type { HeldIdentity } from '../estate/held-identity';
import { say, type Text } from '../lifecycle/text';
import type { TargetFact } from './fact';
import { labelOf } from './linked-app';

/** An identity that does not get in somewhere, and what was read about that. */
export interface ShutOut {
  readonly held: HeldIdentity;
  readonly access: Access;
}

/** What one of them has at the place that looks like access and is none; nothing where there is no such role. */
export function lookalike(all: readonly ShutOut[]): readonly Text[] {
  for (const { held, access } of all) {
    const [other] = access.others;
    if (other?.kind === 'policy') return [say('The access policy for {0} shows names only.', labelOf(held))];
    if (other === undefined) continue;
    if (access.vault?.usesRbac === false)
      return [
        say(
          "'{0}' of {1} is without effect there: the vault decides by access policies.",
          other.name,
          labelOf(held),
        ),
      ];
    return [
      other.opens === 'metadata'
        ? say("'{0}' of {1} shows names and properties only.", other.name, labelOf(held))
        : say("'{0}' of {1} does not include data.", other.name, labelOf(held)),
    ];
  }
  return [];
}

/** What each of them lacks at the target, as far as it is known what would let them in. */
export function shortfallsOf(all: readonly ShutOut[], { service, host }: TargetFact): readonly Shortfall[] {
  const told = placeAt(service, host);
  // A host alone stands for Service Bus; Event Hubs is said by its own key.
  const place: Place = service === 'eventHubs' ? { ...told, services: [service] } : told;
  return all.flatMap(({ held: { principalId }, access }) => {
    if (principalId === undefined || access.answer !== 'none') return [];
    return shortfallAt({ principalId, place, access }) ?? [];
  });
}

/** What is missing, in words: of one of them alone, for the line is long. */
export function missingText(shortfalls: readonly Shortfall[]): readonly Text[] {
  const [only, ...others] = shortfalls;
  return only === undefined || others.length > 0 ? [] : mendWords(only);
}

/** Which role would do. */
export function leastRoleText({ service, host }: TargetFact): readonly Text[] {
  const [first, second] = leastRoleNames(service, serviceAtHost(host)?.area);
  if (first === undefined) return [];
  return [
    second === undefined
      ? say("The least role is '{0}'.", first)
      : say("The least role is '{0}', or '{1}'.", first, second),
  ];
}
