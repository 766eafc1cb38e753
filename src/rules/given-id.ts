import { parseArmId } from '../estate/ids/arm-id';
import { isGuid } from '../estate/ids/guid';
import { sameId } from '../estate/held-identity';
import { say, type Text } from '../lifecycle/text';
import { heldBy, labelOf, type LinkedApp } from './linked-app';
import { plainName } from './plain-name';
import { partsOf } from './secret/words';

/** What people call an identity by. `guid` is a client ID or a principal ID; which of them, its form does not tell. */
export type IdKind = 'clientId' | 'principalId' | 'resourceId' | 'name' | 'guid' | 'empty' | 'unknown';

/** What was given as an identity. */
export interface GivenId {
  readonly kind: IdKind;
  /** The identity of the linked app that it is, as people call it: "'orders-id'", "the system-assigned identity". */
  readonly of?: string;
}

/** Places that take an identity, each by one kind of ID. */
export type IdPlace =
  // Code, settings and variables of an app.
  | 'clientId'
  | 'objectId'
  | 'resourceId'
  // JDBC: `user` and `msiClientId` with `authentication=ActiveDirectoryMSI`.
  | 'sqlServerLogin'
  // The name that signs in with the token as password.
  | 'redisUser'
  | 'postgresUser'
  | 'mysqlUser'
  // Statements that let an identity in.
  | 'sqlUserName'
  | 'sqlUserObjectId'
  | 'sqlUserSid'
  | 'postgresPrincipalOid'
  | 'postgresPrincipalName'
  | 'mysqlAadUser'
  // Infrastructure: who gets a role, an access policy, a database; and what a resource runs as.
  | 'grantee'
  | 'identityList';

type Wanted = 'clientId' | 'principalId' | 'resourceId' | 'name';

/**
 * What each place wants. Databases differ: Azure SQL knows users by their client ID (its `SID`) or name, PostgreSQL by the principal
 * ID, MySQL by the client ID, Azure Cache for Redis by the object ID.
 * Sources: https://learn.microsoft.com/azure/azure-sql/database/authentication-aad-service-principal-tutorial,
 * https://learn.microsoft.com/azure/postgresql/flexible-server/how-to-manage-azure-ad-users,
 * https://learn.microsoft.com/azure/mysql/flexible-server/how-to-azure-ad,
 * https://learn.microsoft.com/azure/azure-cache-for-redis/cache-azure-active-directory-for-authentication.
 */
const wantedAt: Readonly<Record<IdPlace, Wanted>> = {
  clientId: 'clientId',
  objectId: 'principalId',
  resourceId: 'resourceId',
  sqlServerLogin: 'clientId',
  redisUser: 'principalId',
  postgresUser: 'name',
  mysqlUser: 'name',
  sqlUserName: 'name',
  sqlUserObjectId: 'principalId',
  sqlUserSid: 'clientId',
  postgresPrincipalOid: 'principalId',
  postgresPrincipalName: 'name',
  mysqlAadUser: 'clientId',
  grantee: 'principalId',
  identityList: 'resourceId',
};

/** The kind of ID that a place takes. */
export function wantedId(place: IdPlace): Wanted {
  return wantedAt[place];
}

/** A name that stands for something else, or a gap that somebody is to fill. */
const gap =
  /^(?:your?|my|the|some|insert|put|replace|todo|tbd|changeme|placeholder|example|sample|dummy|fake|test|none|null|nil|undefined|unset|default|system|true|false|x+)(?:[-_. ]|$)|client[-_. ]?id|object[-_. ]?id|principal[-_. ]?id|resource[-_. ]?id|app(?:lication)?[-_. ]?id|identity[-_. ]?id|^(?:guid|uuid|id|identity|uami|msi|umi)$/i;
/** Words by which people say that something else is to stand there, between dashes. */
const toBeFilled =
  /(?:^|-)(?:fix-?me|to-?do|tbd|change-?me|replace(?:d|-?me)?|redacted|masked|hidden|removed|omitted|placeholder|dummy|fake|injected|inject|inserted|provided|supplied|filled|populated|overridden|overwritten|notset|unset|unknown|undefined|pending|here|goes|yours?|not-(?:set|used|needed|configured|defined|real|applicable|available|yet)|(?:to|will|must|should|can)-be|set-(?:me|by|in|at|from|via|on|this)|(?:uami|umi|msi|mi)-(?:id|name|guid))(?:-|$)/i;
/** Azure's names of identities are 3 to 128 characters long. */
const word = /^[\p{L}\d][\p{L}\d_.-]*$/u;
/** Where every character of an ID is the same, or the text says that it is none. */
const madeUp = /^(?:([0-9a-fx])\1{7})(?:-\1{4}){3}-\1{12}$/i;

/**
 * What a literal is that was given as an identity, by its form; with the linked app at hand, also which of its identities' IDs it is.
 * References, templates and gaps to be filled are unknown.
 */
export function classGivenId(value: string, app?: LinkedApp): GivenId {
  const text = value.trim();
  if (text === '') return { kind: 'empty' };
  if (isGuid(text)) return madeUp.test(text) ? { kind: 'unknown' } : (guidOf(text, app) ?? { kind: 'guid' });
  if (isFilledIn(text)) return { kind: 'unknown' };
  if (parseArmId(text) !== undefined || /^\/subscriptions\/[^/]+\/.*\/userassignedidentities\//i.test(text))
    return { kind: 'resourceId' };
  return word.test(text) && text.length >= 3 && text.length <= 128 && !isToBeFilled(text)
    ? { kind: 'name' }
    : { kind: 'unknown' };
}

/** `my-identity`, `our-orders-identity2`, `test-msi-prod`: names of identities as people give them. */
const ownName =
  /^(?:my|our|the|some|test|sample|example|demo)[-_.](?:[\w-]{0,100}[-_.])?\w{0,20}(?:identity|uami|umi|msi)\d{0,4}(?:[-_.][a-z]{1,12}\d{0,4})?$/i;

/**
 * The same for what a variable of a container or program is given. `my-identity` is a name, whether people are to put their own there
 * or not; `ORDERS_IDENTITY` is what a script or a pipeline puts something in place of.
 */
export function classGivenVariable(value: string, app?: LinkedApp): GivenId {
  if (ownName.test(value) && !/[-_.](?:id|guid|here|name|of)(?:[-_.]|$)/i.test(value))
    return { kind: 'name' };
  return /^[A-Z][A-Z\d]*(?:_[A-Z\d]+)+$/.test(value) ? { kind: 'unknown' } : classGivenId(value, app);
}

/**
 * Whether what a variable is given may be a gap that somebody fills in before it is used: nobody can list the words for that. A resource
 * ID is none, but for one of a subscription that is none.
 */
export function mayBeGap({ kind }: GivenId, value: string): boolean {
  return kind === 'name' || isOfNoSubscription(kind, value);
}

/** Whether it is a resource ID whose subscription is to be filled in. */
export function isOfNoSubscription(kind: IdKind, value: string): boolean {
  const subscription = value.trim().split('/')[2] ?? '';
  return kind === 'resourceId' && (!isGuid(subscription) || isMadeUpGuid(subscription));
}

/** Whether it says that it is none, or is what somebody has cut off, or mistyped, of a GUID. */
function isToBeFilled(text: string): boolean {
  if (gap.test(text) || toBeFilled.test(partsOf(text).join('-'))) return true;
  return (
    /^[\da-f]{8}-[\da-f]{4}(?:-|$)|-[\da-f]{4}-[\da-f]{12}$/i.test(text) ||
    (/^[\da-f-]{8,}$/i.test(text) && /\d/.test(text))
  );
}

/** Whether a GUID, as of a subscription, is one that stands for another: `00000000-0000-0000-0000-000000000001`, `12345678-1234-...`. */
function isMadeUpGuid(guid: string): boolean {
  return /^(?:([\da-fx])\1{7}-([\da-fx])\2{3}-([\da-fx])\3{3}-([\da-fx])\4{3}-(?:([\da-fx])\5{11}|0{11}\d)$|12345678-(?:1234|abcd)-|01234567-89ab-)/i.test(
    guid,
  );
}

/** Whether it is a reference, a template or a gap like `<...>`. */
function isFilledIn(text: string): boolean {
  // A GUID without dashes may be taken.
  if (/\$[{(]|\{\{|#\{|%\w+%|^[@$%_]|^[\da-fA-F]{32}$/.test(text)) return true;
  const open = text.indexOf('<');
  return open >= 0 && text.includes('>', open);
}

function guidOf(guid: string, app: LinkedApp | undefined): GivenId | undefined {
  if (app === undefined) return undefined;
  for (const held of heldBy(app)) {
    if (sameId(held.clientId, guid)) return { kind: 'clientId', of: labelOf(held) };
    if (sameId(held.principalId, guid)) return { kind: 'principalId', of: labelOf(held) };
  }
  return undefined;
}

const byMember: Readonly<Record<string, IdKind>> = {
  clientid: 'clientId',
  applicationid: 'clientId',
  appid: 'clientId',
  principalid: 'principalId',
  objectid: 'principalId',
  resourceid: 'resourceId',
  id: 'resourceId',
  name: 'name',
  displayname: 'name',
};

/**
 * The kind of ID that is read from a managed identity under a name: `principal_id`, `.clientId`, `--query id`, `appId`. Only of what is
 * known to be an identity: the `id` of other things is something else.
 */
export function idReadFrom(member: string): IdKind {
  return byMember[plainName(member)] ?? 'unknown';
}

/** The place that a setting, variable or argument of this name is: `AZURE_CLIENT_ID`, `msiClientId`, `managed-identity-resource-id`. */
export function placeNamed(name: string): IdPlace | undefined {
  const plain = plainName(name);
  if (plain.endsWith('clientid')) return 'clientId';
  if (
    /^(?:userassigned)?identit(?:y|ies)ids$|userassigned(?:identit(?:y|ies))?(?:resource)?ids?$/.test(plain)
  )
    return 'identityList';
  if (plain === 'userassignedidentities') return 'identityList';
  if (plain.endsWith('identityresourceid') || plain.endsWith('miresid')) return 'resourceId';
  return plain.endsWith('identityobjectid') ? 'objectId' : undefined;
}

/**
 * Whether what has this name is surely the client ID of a managed identity or application of Entra, which is a GUID. Others than Azure
 * give client IDs, too: `GITHUB_CLIENT_ID`.
 */
export function isIdentityClientId(name: string): boolean {
  const plain = plainName(name);
  if (!plain.endsWith('clientid') || /oauth|oidc|openid|registration/.test(plain)) return false;
  return /azure|msi|managedidentity|userassigned|uami/.test(plain);
}

/**
 * What is wrong with an ID at a place; `undefined` where it is right, or may be. A name where an ID belongs and an ID of the other
 * kind are sure; the user of a database may have been made under any name, so nothing is wrong with names there.
 */
export function wrongIdAt(given: GivenId, place: IdPlace): Text | undefined {
  const wanted = wantedId(place);
  if (given.kind === 'unknown' || given.kind === 'empty' || given.kind === wanted || wanted === 'name')
    return undefined;
  if (given.kind === 'guid') return wanted === 'resourceId' ? sentences.guidForResource : undefined;
  return wrong[wanted][given.kind];
}

const sentences = {
  guidForResource: say(
    'This is a client ID or principal ID; what belongs here is the resource ID, which begins with /subscriptions/.',
  ),
};

const wrong: Readonly<Record<Exclude<Wanted, 'name'>, Readonly<Partial<Record<IdKind, Text>>>>> = {
  clientId: {
    principalId: say(
      'This is a principal ID (object ID); what belongs here is the client ID (application ID) of the identity.',
    ),
    resourceId: say(
      'This is a resource ID; what belongs here is the client ID of the identity, which is a GUID.',
    ),
    name: say('This is a name; what belongs here is the client ID of the identity, which is a GUID.'),
  },
  principalId: {
    clientId: say(
      'This is a client ID (application ID); what belongs here is the principal ID (object ID) of the identity.',
    ),
    resourceId: say(
      'This is a resource ID; what belongs here is the principal ID (object ID) of the identity, which is a GUID.',
    ),
    name: say(
      'This is a name; what belongs here is the principal ID (object ID) of the identity, which is a GUID.',
    ),
  },
  resourceId: {
    clientId: say(
      'This is a client ID; what belongs here is the resource ID of the identity, which begins with /subscriptions/.',
    ),
    principalId: say(
      'This is a principal ID; what belongs here is the resource ID of the identity, which begins with /subscriptions/.',
    ),
    name: say(
      'This is a name; what belongs here is the resource ID of the identity, which begins with /subscriptions/.',
    ),
  },
};
