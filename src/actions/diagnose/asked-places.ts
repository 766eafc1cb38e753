import type { ServiceId } from '../../access/azure-service';
import type { NamedPlace } from '../../access/mend/broken';
import type { CredentialFact, TargetFact } from '../../rules/fact';
import { asksSame, type AskedIdentity } from '../../rules/asked-identity';
import type { LinkedFile } from '../../rules/rule';
import type { Span } from '../../source/span';

/** Where files want to go as somebody: one host, one identity that is asked for, in one place or several. */
export interface AskedPlace {
  readonly host: string;
  readonly service: ServiceId;
  readonly asks: AskedIdentity;
  readonly places: readonly { readonly path: string; readonly span: Span }[];
  /** Where the client ID stands that is asked with, or where one can be put. */
  readonly named: readonly NamedPlace[];
}

/** Every host that files name, with the identity that is asked for there, in the order of the files. */
export function askedPlaces(files: readonly LinkedFile[]): readonly AskedPlace[] {
  const usual = usualRequest(files);
  const found: AskedPlace[] = [];
  for (const { path, facts } of files)
    for (const fact of facts) {
      if (fact.kind !== 'target' || fact.isElsewhere === true) continue;
      const one = placeOf(path, fact, usual);
      const at = found.findIndex((other) => other.host === one.host && asksSame(other.asks, one.asks));
      const same = found[at];
      if (same === undefined) found.push(one);
      else found[at] = joined(same, one);
    }
  return withoutVague(found);
}

/** What code asks for that does not stand beside the host: known where all of the app's requests ask for the same. */
function usualRequest(files: readonly LinkedFile[]): Request | undefined {
  const all = files.flatMap(({ path, facts }) =>
    facts
      .filter((fact): fact is CredentialFact => fact.kind === 'credential' && fact.isElsewhere !== true)
      .map(({ asks = unknown }): Request => ({ asks, named: namedAt(path, asks) })),
  );
  const [first, ...others] = all;
  if (first === undefined) return undefined;
  return others.every(({ asks }) => asksSame(asks, first.asks))
    ? { ...first, named: all.flatMap(({ named }) => named) }
    : { asks: unknown, named: [] };
}

type Request = Pick<AskedPlace, 'asks' | 'named'>;

const unknown: AskedIdentity = { by: 'unknown', why: { is: 'code' } };

function placeOf(path: string, fact: TargetFact, usual: Request | undefined): AskedPlace {
  const { host, service, span } = fact;
  const own = fact.asks === undefined ? usual : { asks: fact.asks, named: namedAt(path, fact.asks) };
  const { asks, named } = own ?? { asks: unknown, named: [] };
  return { host, service, asks, places: [{ path, span }], named };
}

function namedAt(file: string, asks: AskedIdentity): readonly NamedPlace[] {
  if (!('at' in asks)) return [];
  const { path = file, ...at } = asks.at;
  return [{ path, ...at }];
}

function joined(a: AskedPlace, b: AskedPlace): AskedPlace {
  const named = b.named.filter(
    (one) => !a.named.some(({ path, span }) => path === one.path && span.start === one.span.start),
  );
  return { ...a, places: [...a.places, ...b.places], named: [...a.named, ...named] };
}

/** A host that one place tells nothing about, and another one does, is known by that one. */
function withoutVague(all: readonly AskedPlace[]): readonly AskedPlace[] {
  return all.filter(
    (one) =>
      !isVague(one) || !all.some((other) => other !== one && other.host === one.host && !isVague(other)),
  );
}

function isVague({ asks }: AskedPlace): boolean {
  return asks.by === 'unknown' && asks.why.is === 'code';
}
