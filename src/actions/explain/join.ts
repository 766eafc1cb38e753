import { accessAt, type Access, type Place } from '../../access/access-at';
import type { Broken } from '../../access/mend/broken';
import { mendWords } from '../../access/mend/mend-words';
import { shortfallAt, type Shortfall } from '../../access/mend/shortfall';
import { heldName, type HeldIdentity } from '../../estate/held-identity';
import { absent, shown } from '../../estate/loadable';
import { identitiesOf, rolesOf, type FoundApp } from '../../estate/lookup';
import type { EstateSnapshot } from '../../estate/frozen/snapshot';
import { listed, say, type Text } from '../../lifecycle/text';
import type { Cause, Refusal } from '../../token/explain/refusal';
import { nameables } from '../diagnose/find-identity';
import { identityText } from '../diagnose/words';
import { accessText, grantedText } from './access-words';
import { namedOwner, type NamedOwner } from './named-owner';
import { targetPlace, useOf } from './target-place';

/** An error, and what the live state says to it. */
export interface JoinedRefusal {
  readonly refusal: Refusal;
  /** The app it is about, where that is known. */
  readonly app?: FoundApp;
  /** That whoever is named is none of the identities that were read: all else rests on that. */
  readonly stranger?: Text;
  /** What was looked at, in order. */
  readonly evidence: readonly Text[];
  /** What may be behind it, likeliest first; each is a sentence that says what it rests on. */
  readonly causes: readonly Text[];
  /** What mends the likeliest. */
  readonly broken?: Broken;
}

/** What is needed to join: `app`: the one the log is from, where the text names nobody and the user said so. */
export interface JoinQuestion {
  readonly snapshot: EstateSnapshot;
  readonly app?: FoundApp | undefined;
  /** Unix milliseconds. */
  readonly now: number;
}

export function joinRefusal(refusal: Refusal, question: JoinQuestion): JoinedRefusal {
  const owner = namedOwner(question.snapshot, refusal.identity);
  const app = question.app ?? owner?.apps[0];
  const rest = app === undefined ? undefined : judge(refusal, { ...question, app }, owner?.held);
  return {
    refusal,
    ...(app !== undefined && { app }),
    ...strangerText(refusal, owner),
    evidence: [...ownerText(refusal, owner), ...(rest?.evidence ?? [])],
    causes: rest?.causes ?? [],
    ...(rest?.broken !== undefined && { broken: rest.broken }),
  };
}

function idIn({ identity }: Refusal): string | undefined {
  return identity?.principalId ?? identity?.clientId ?? identity?.resourceId ?? identity?.name;
}

function strangerText(refusal: Refusal, owner: NamedOwner | undefined): Pick<JoinedRefusal, 'stranger'> {
  const id = idIn(refusal);
  if (owner !== undefined || id === undefined || id === 'system') return {};
  return {
    stranger: say(
      '{0} is no identity of the apps read so far: the text may be of another app, of a person, or of an identity that was made anew since.',
      id,
    ),
  };
}

function ownerText(refusal: Refusal, owner: NamedOwner | undefined): readonly Text[] {
  const id = idIn(refusal);
  if (id === undefined) return [say('The text names no identity.')];
  if (owner === undefined) return [];
  const apps = owner.apps.map(({ app }) => `'${app.name}'`).join(', ');
  const words = [id, identityText(owner.held), apps] as const;
  return [
    {
      'client-id': say('Client ID {0} is {1} of {2}.', ...words),
      'principal-id': say('Principal {0} is {1} of {2}.', ...words),
      'resource-id': say('{0} is {1} of {2}.', ...words),
      name: say("'{0}' is the name of {1} of {2}.", ...words),
    }[owner.by],
  ];
}

type Judged = Pick<JoinedRefusal, 'evidence' | 'causes' | 'broken'>;
type AppQuestion = JoinQuestion & { readonly app: FoundApp };

/** Causes whose remedy shows in what the identities of the app are and may do. */
const ofAccess: ReadonlySet<Cause> = new Set([
  'role-missing',
  'policy-missing',
  'wrong-identity',
  'ambiguous',
]);
const ofIdentity: ReadonlySet<Cause> = new Set([
  'identity-not-assigned',
  'wrong-client-id',
  'identity-ambiguous',
  'no-system-identity',
  'app-not-found',
]);

function judge(refusal: Refusal, question: AppQuestion, held: HeldIdentity | undefined): Judged {
  const { cause } = refusal;
  if (ofIdentity.has(cause)) return judgeIdentities(question, held);
  const place = targetPlace(refusal);
  if (place === undefined) return { evidence: [], causes: [] };
  if (cause === 'network') return judgeFirewall(place, question);
  if (ofAccess.has(cause)) return judgePlace({ refusal, place }, question, held);
  return { evidence: [], causes: [] };
}

/** A token was refused: what the app has, and what could be named. */
function judgeIdentities({ snapshot, app: { app } }: AppQuestion, held: HeldIdentity | undefined): Judged {
  const all = identitiesOf(snapshot, app);
  const meant = nameables(all);
  if (all.length === 0)
    return {
      evidence: [say("'{0}' has no identity.", app.name)],
      causes: [say("'{0}' has no identity: nothing it asks for can be given.", app.name)],
      broken: { because: 'no-identity' },
    };
  const evidence = [say("'{0}' has: {1}.", app.name, listed(all.map(heldName)))];
  if (held !== undefined)
    return {
      evidence,
      causes: [
        say(
          'The app has it now: the error is older than that, or it is still on its way, which may take minutes.',
        ),
      ],
    };
  return {
    evidence,
    causes: [say("What is asked for is none of the identities of '{0}', or none is named.", app.name)],
    broken: { because: 'misnamed', meant },
  };
}

function judgeFirewall({ name }: Place, { snapshot, app }: AppQuestion): Judged {
  const vaults = shown(snapshot.vaults.get(app.subscription.key) ?? absent) ?? [];
  const vault = vaults.find((one) => one.name.toLowerCase() === name?.toLowerCase());
  return vault === undefined
    ? { evidence: [], causes: [] }
    : { evidence: [], causes: [], broken: { because: 'network', target: vault.id } };
}

interface PlaceQuestion {
  readonly refusal: Refusal;
  readonly place: Place;
}

/** A target refused: what the identity may do there now, and who else of the app gets in. */
function judgePlace(about: PlaceQuestion, question: AppQuestion, held: HeldIdentity | undefined): Judged {
  const all = identitiesOf(question.snapshot, question.app.app);
  const mine = held === undefined ? all : [held];
  const found = mine.map((one) => ({ held: one, access: accessOf(one, about.place, question) }));
  const others = held === undefined ? [] : all.filter((one) => one.principalId !== held.principalId);
  const inside = others.filter((one) => accessOf(one, about.place, question).answer === 'data');
  const evidence = found.map(({ held: one, access }) => accessText(one, access, about.place));
  const [only] = found;
  if (only === undefined) return judgeIdentities(question, held);
  if (held === undefined && found.length > 1) return judgeUnnamed(found, evidence, about);
  return judgeOne({ ...only, inside, evidence }, about, question);
}

interface FoundAccess {
  readonly held: HeldIdentity;
  readonly access: Access;
}

/** Nobody is named: those that get in could have been meant, and those that do not may have been asked. */
function judgeUnnamed(
  found: readonly FoundAccess[],
  evidence: readonly Text[],
  about: PlaceQuestion,
): Judged {
  const inside = found.filter(({ access }) => access.answer === 'data').map(({ held }) => held);
  const [first] = found;
  if (inside.length === 0 && first !== undefined && found.every(({ access }) => access.answer === 'none'))
    return {
      evidence,
      causes: [say('None of the identities of the app gets in there.')],
      ...noAccess(first, about),
    };
  return {
    evidence,
    causes: [
      say(
        'Another identity of the app than the one that gets in may have answered: the text does not name it.',
      ),
    ],
    broken: {
      because: 'misnamed',
      meant: nameables(inside.length > 0 ? inside : found.map(({ held }) => held)),
    },
  };
}

function judgeOne(
  {
    held,
    access,
    inside,
    evidence,
  }: FoundAccess & { readonly inside: readonly HeldIdentity[]; readonly evidence: readonly Text[] },
  about: PlaceQuestion,
  { now }: AppQuestion,
): Judged {
  const shortfall = shortfallOf({ held, access }, about);
  switch (access.answer) {
    case 'data':
      return { evidence, causes: [grantedText(access, now)] };
    case 'none':
      return {
        evidence: [...evidence, ...(shortfall === undefined ? [] : mendWords(shortfall))],
        causes: [
          ...(inside.length === 0
            ? []
            : [say('The wrong identity was asked: {0} gets in there.', identityText(inside[0] ?? held))]),
          say(
            'It has nothing that opens the target: it was never given, or to another identity, or to one of an earlier life.',
          ),
        ],
        ...(inside.length > 0
          ? {
              broken: {
                because: 'misnamed' as const,
                meant: nameables(inside),
                ...(shortfall !== undefined && { shortfall }),
              },
            }
          : noAccess({ held, access }, about)),
      };
    case 'unknown':
      return { evidence, causes: [], ...noAccess({ held, access }, about) };
  }
}

function accessOf({ principalId }: HeldIdentity, place: Place, { snapshot, app }: AppQuestion): Access {
  const { key } = app.subscription;
  const roles = principalId === undefined ? undefined : shown(rolesOf(snapshot, key, principalId));
  const vaults = shown(snapshot.vaults.get(key) ?? absent);
  return accessAt({ principalId: principalId ?? '', roles, vaults }, place);
}

function shortfallOf(
  { held, access }: FoundAccess,
  { refusal, place }: PlaceQuestion,
): Shortfall | undefined {
  const { principalId } = held;
  if (principalId === undefined) return undefined;
  return shortfallAt({ principalId, place, access, use: useOf(refusal.permission) });
}

function noAccess(found: FoundAccess, about: PlaceQuestion): Pick<Judged, 'broken'> {
  const shortfall = shortfallOf(found, about);
  return shortfall === undefined ? {} : { broken: { because: 'no-access', shortfall } };
}
