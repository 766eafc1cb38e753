import type { Access, Grant } from '../../../access/access-at';
import { serviceOf } from '../../../access/azure-services';
import type { Broken, NameableId } from '../../../access/mend/broken';
import type { Shortfall } from '../../../access/mend/shortfall';
import { mendWords } from '../../../access/mend/mend-words';
import type { HeldIdentity } from '../../../estate/held-identity';
import { parseArmId } from '../../../estate/ids/arm-id';
import { say, sentences, type Text } from '../../../lifecycle/text';
import { heldBy } from '../../../rules/linked-app';
import type { AskedPlace } from '../asked-places';
import type { Case } from '../case';
import type { Outcome } from '../diagnosis';
import { nameables } from '../find-identity';
import { accessOf, shortfallOf, type KnownPlace } from './judge-access';
import { judgeStore, type StoreFinding } from './judge-store';
import { judgeNetwork, type NetworkFinding } from './judge-network';
import { valueOf } from '../ports';
import { ageText } from '../times';
import { grantText, identityText } from '../words';

/** Azure says a new assignment may take up to ten minutes to work. */
const settlesWithinMs = 10 * 60_000;

/** What is found out step by step: the first step that ends it decides. */
export interface Verdict {
  readonly outcome: Outcome;
  readonly because: Text;
  readonly evidence: readonly Text[];
  readonly broken?: Broken | undefined;
}

/** One host, and all that is known. */
export interface Question {
  readonly place: AskedPlace;
  readonly known: KnownPlace;
  readonly given: Case;
  /** The identities that could be named there, best first. */
  readonly meant: readonly NameableId[];
}

/** Whether an identity gets in at a host. */
export function judgeIdentity(held: HeldIdentity, question: Question): Verdict {
  const { known, given } = question;
  const access = accessOf(held, known, given);
  switch (access.answer) {
    case 'data':
      return allowed(held, access.by[0], question);
    case 'none':
      return refused(held, access, question);
    case 'unknown':
      return untold(held, access, question);
  }
}

function allowed(held: HeldIdentity, grant: Grant | undefined, question: Question): Verdict {
  const { place, known, given } = question;
  if (grant === undefined) return { outcome: 'unknown', because: say('Nothing is known.'), evidence: [] };
  const has = say('{0} has {1}.', identityText(held), grantText(grant));
  const doubt = doubtOf(grant, place.host);
  if (doubt !== undefined) return { outcome: 'unknown', because: doubt, evidence: [has] };
  const settling = settlingFor(held, grant, given.now);
  if (settling !== undefined) return { ...settling, evidence: [has] };
  const names = [identityText(held), place.host] as const;
  if (known.resource === undefined)
    return {
      outcome: 'works',
      because: say("{0} may use '{1}', as far as its grants tell.", ...names),
      evidence: [has, unseen(question)],
    };
  const network = judgeNetwork(known.resource, valueOf(given.outbound));
  const broken =
    network.answer === 'open' ? undefined : ({ because: 'network', target: known.resource.id } as const);
  return {
    outcome: outcomes[network.answer],
    evidence: [has, network.evidence],
    broken,
    because: networkSentences[network.answer](...names),
  };
}

const outcomes: Readonly<Record<NetworkFinding['answer'], Outcome>> = {
  open: 'works',
  shut: 'broken',
  unknown: 'unknown',
};

const networkSentences: Readonly<Record<NetworkFinding['answer'], (who: Text, host: string) => Text>> = {
  open: (who, host) => say("{0} may use '{1}'.", who, host),
  shut: (who, host) => say("{0} may use '{1}', and its firewall keeps the app out.", who, host),
  unknown: (who, host) =>
    say("{0} may use '{1}'; whether its firewall lets the app in is not known.", who, host),
};

/** Why nothing is known of a firewall. */
function unseen({ place, given: { targets } }: Question): Text {
  return valueOf(targets) === undefined
    ? say('Its firewall was not read.')
    : say("'{0}' is not among the resources that can be seen, so its firewall is not known.", place.host);
}

/** Why a grant may not be one: a condition, a resource that may lie elsewhere, or a part of it. */
function doubtOf(grant: Grant, host: string): Text | undefined {
  const name = grant.kind === 'role' ? grant.name : grant.vault.name;
  if (grant.doubts.includes('condition'))
    return say("'{0}' is given under a condition, which is not evaluated here.", name);
  if (grant.doubts.includes('place'))
    return say("'{0}' counts if '{1}' lies where it is given, and that is not known.", name, host);
  if (grant.doubts.includes('part'))
    return say(
      "'{0}' is given at a part of '{1}' only; whether the app uses that part is not known.",
      name,
      host,
    );
  return undefined;
}

/** A grant that is so new that it may not be live. */
function settlingFor(
  { principalId }: HeldIdentity,
  grant: Grant,
  now: number,
): Pick<Verdict, 'outcome' | 'because' | 'broken'> | undefined {
  if (grant.kind !== 'role') return undefined;
  const { scope, roleDefinitionId, createdOn = '' } = grant.assignment;
  const created = Date.parse(createdOn);
  if (!(now - created >= 0 && now - created < settlesWithinMs)) return undefined;
  return {
    outcome: 'unknown',
    because: say("'{0}' was given {1} and may not be live yet.", grant.name, ageText(created, now)),
    broken: principalId && { because: 'just-granted', given: { principalId, scope, roleDefinitionId } },
  };
}

function refused(held: HeldIdentity, access: Access, { place, known, given, meant }: Question): Verdict {
  const shortfall = shortfallOf(held, known, access);
  const others = heldBy(given.app).filter(
    (one) => one !== held && accessOf(one, known, given).answer === 'data',
  );
  const because =
    access.vault?.usesRbac === false
      ? say("No access policy of '{0}' is for {1}.", place.host, identityText(held))
      : say("{0} has no role for data at '{1}'.", identityText(held), place.host);
  const near = access.others
    .slice(0, 3)
    .map((grant) => say('{0} has {1}, which does not open it.', identityText(held), grantText(grant)));
  const blind =
    access.why === 'policies-unread' ? [say('The access policies of the vault were not read.')] : [];
  const missing = shortfall === undefined ? [] : mendWords(shortfall);
  const named = nameables(others);
  if (access.why === 'policies-unread')
    return {
      outcome: 'unknown',
      because: say(
        "{0} has no role at '{1}', and whether an access policy lets it in is not known.",
        identityText(held),
        place.host,
      ),
      evidence: [...near, ...blind],
      broken: shortfall && { because: 'no-access', shortfall },
    };
  if (named.length > 0 && place.asks.by !== 'none')
    return {
      outcome: 'broken',
      because: sentences(because, say('{0} has access there.', identityText(others[0] ?? held))),
      evidence: [...near, ...missing],
      broken: {
        because: 'misnamed',
        meant: meant.filter(({ clientId }) => named.some((one) => one.clientId === clientId)),
        at: place.named,
        ...(shortfall !== undefined && { shortfall }),
      },
    };
  return {
    outcome: 'broken',
    because,
    evidence: [...near, ...missing],
    broken: shortfall && { because: 'no-access', shortfall },
  };
}

function byStore(
  held: HeldIdentity,
  { answer, evidence }: StoreFinding,
  { place, shortfall }: { readonly place: AskedPlace; readonly shortfall: Shortfall | undefined },
): Verdict {
  const names = [identityText(held), place.host] as const;
  if (answer === 'data')
    return {
      outcome: 'works',
      because: say("{0} may use '{1}', as far as its grants tell.", ...names),
      evidence: [evidence],
    };
  const broken = shortfall && ({ because: 'no-access', shortfall } as const);
  if (answer === 'unknown')
    return {
      outcome: 'unknown',
      because: say("{0} may have no grant for data at '{1}'.", ...names),
      evidence: [evidence],
      broken,
    };
  return {
    outcome: 'broken',
    because: say("{0} has no grant for data at '{1}'.", ...names),
    evidence: [evidence, ...(shortfall === undefined ? [] : mendWords(shortfall))],
    broken,
  };
}

function unreadText(held: HeldIdentity, { why }: Access, { app }: Case): Text {
  if (app.roles === undefined) return say('The roles of {0} were not read.', identityText(held));
  return why === 'unknown-role'
    ? say('What the roles of {0} allow could not be read.', identityText(held))
    : say('The roles of {0} could not all be read.', identityText(held));
}

function untold(held: HeldIdentity, access: Access, question: Question): Verdict {
  const { known, given } = question;
  const { place } = known;
  const [service] = place.services;
  const { label } = serviceOf(service);
  if (access.why !== 'decided-elsewhere')
    return {
      outcome: 'unknown',
      because: unreadText(held, access, given),
      evidence: unreadOf(held, given),
    };
  const shortfall = shortfallOf(held, known, access);
  const store = judgeStore(held, known, given.stores);
  if (store !== undefined) return byStore(held, store, { place: question.place, shortfall });
  const statement = service === 'sql' ? statementFor(held, given) : undefined;
  return {
    outcome: 'unknown',
    because: say('{0} keeps its own grants, which Azure Resource Manager does not show.', label),
    evidence: shortfall === undefined ? [] : mendWords(shortfall),
    broken:
      statement !== undefined
        ? { because: 'database', statement }
        : shortfall && { because: 'no-access', shortfall },
  };
}

function unreadOf({ principalId }: HeldIdentity, { app: { roles } }: Case): readonly Text[] {
  const listing = principalId === undefined ? undefined : roles?.get(principalId.toLowerCase());
  return (listing?.unreadable ?? [])
    .slice(0, 3)
    .map(({ name, why }) => say("Role assignments of subscription '{0}' cannot be read: {1}", name, why));
}

/** Azure SQL knows a system-assigned identity by the name of its resource: `shop/apps/orders`. */
function statementFor(held: HeldIdentity, { app }: Case): string | undefined {
  const names = app.resourceId === undefined ? undefined : parseArmId(app.resourceId)?.names;
  const name = held.kind === 'system' ? names && `${names[0]}/apps/${app.name}` : held.name;
  return name === undefined || /[\]\r\n]/.test(name)
    ? undefined
    : `CREATE USER [${name}] FROM EXTERNAL PROVIDER`;
}
