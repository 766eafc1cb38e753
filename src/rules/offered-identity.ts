import type { Access } from '../access/access-at';
import { scopeName } from '../access/scope';
import type { HeldIdentity } from '../estate/held-identity';
import { say, type Text } from '../lifecycle/text';
import type { TargetFact } from './fact';
import { accessOf, nameableIdentities, type LinkedApp, type NameableIdentity } from './linked-app';

/** An identity of an app, and whether it gets in where it is wanted. */
export interface RankedIdentity<T extends HeldIdentity = HeldIdentity> {
  readonly identity: T;
  /** "Key Vault Secrets User at kv-shop", "no role found at kv-shop"; absent where nothing is known or nothing is named. */
  readonly access?: Text;
  /** Whether it is sure to get in everywhere it is wanted. */
  readonly getsIn: boolean;
}

/** An identity that may be named in a file, and whether it gets in where the file wants to go. */
export type OfferedIdentity = RankedIdentity<NameableIdentity>;

/** The identities of an app that can be named, those first that get in at what the file names, those last that do not. */
export function offeredIdentities(
  app: LinkedApp | undefined,
  targets: readonly TargetFact[],
): readonly OfferedIdentity[] {
  return app === undefined ? [] : rankedByAccess(app, nameableIdentities(app), targets);
}

/** Identities of an app, those first that get in at the targets, those last that do not. */
export function rankedByAccess<T extends HeldIdentity>(
  app: LinkedApp,
  identities: readonly T[],
  targets: readonly Pick<TargetFact, 'service' | 'host'>[],
): readonly RankedIdentity<T>[] {
  const places = [...new Map(targets.map((target) => [target.host, target])).values()];
  return identities
    .map((identity) => {
      const found = places.map((target) => ({ host: target.host, access: accessOf(app, identity, target) }));
      return { identity, found, score: found.reduce((sum, { access }) => sum + worth(access), 0) };
    })
    .sort((a, b) => b.score - a.score)
    .map(({ identity, found }) => {
      const access = accessText(found);
      const getsIn = found.length > 0 && found.every((one) => worth(one.access) === 2);
      return { identity, getsIn, ...(access !== undefined && { access }) };
    });
}

/** What a fix is called that puts the client ID of an identity in. */
export function titleOf({ identity: { name, clientId }, access }: OfferedIdentity): Text {
  return access === undefined
    ? say("Name identity '{0}' (client ID {1})", name, clientId)
    : say("Name identity '{0}' (client ID {1}) ({2})", name, clientId, access);
}

/** A sure way in counts more than one that depends on a condition, or on where the service lies. */
function worth({ answer, by }: Access): number {
  if (answer === 'none') return -2;
  if (answer === 'unknown') return 0;
  return by[0]?.doubts.length === 0 ? 2 : 1;
}

interface FoundAccess {
  readonly host: string;
  readonly access: Access;
}

/** What is missing comes first: an identity that gets in at one of two services is not the one to name. */
function accessText(found: readonly FoundAccess[]): Text | undefined {
  const shut = found.find(({ access }) => access.answer === 'none');
  if (shut !== undefined) return noneText(shut);
  const open = found.find(({ access }) => access.answer === 'data');
  const [by] = open?.access.by ?? [];
  if (open === undefined || by === undefined) return undefined;
  const place = placeName(open.host);
  if (by.kind === 'policy') return say('access policy at {0}', place);
  const { scope } = by.assignment;
  // A role above the service is named with the place it is given at.
  return say('{0} at {1}', by.name, by.doubts.includes('place') ? scopeName(scope) : place);
}

function noneText({ host, access: { vault } }: FoundAccess): Text {
  const place = placeName(host);
  return vault?.usesRbac === false
    ? say('no access policy at {0}', place)
    : say('no role found at {0}', place);
}

function placeName(host: string): string {
  return host.split('.')[0] ?? host;
}
