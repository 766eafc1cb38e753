import { parseTree, type Node, type ParseError } from 'jsonc-parser';
import { jsonTrouble } from '../../source/json-trouble';

import { identityType, type AppIdentity } from '../../estate/app-identity';
import { armKey, nameOf, parseArmId, type ArmId, type ArmKey } from '../../estate/ids/arm-id';
import type { FoundApp } from '../../estate/lookup';
import { say, type Text } from '../../lifecycle/text';
import type { Span } from '../../source/span';
import type { IdentitySet } from './wish';
import { maxUserAssigned } from '../../hosts/spring/plans';

/** Something in a declaration that cannot be sent, and where it stands. */
export interface DeclarationProblem {
  readonly message: Text;
  readonly span: Span;
}

/** What a text declares, as far as it does; nothing is sent while there is a problem. */
export interface Declaration {
  readonly set: IdentitySet;
  readonly problems: readonly DeclarationProblem[];
}

/** What saving a declaration comes to. */
export type SavedDeclaration =
  /** The app is as declared, or is becoming so. */
  | { readonly kind: 'applied'; readonly now: FoundApp }
  /** Nothing was sent; the text stays as it is, unsaved. */
  | { readonly kind: 'kept'; readonly why: string };

/**
 * The identities of an app as a text to edit, in the form of Azure's own `identity` property, so that it can be taken from a template and put
 * into one. IDs that Azure makes are shown and cannot be set.
 */
export function writeDeclaration(identity: AppIdentity): string {
  const { type, principalId, tenantId, userAssigned } = identity;
  const users = userAssigned.map(({ id, principalId: principal, clientId }) => [
    id,
    {
      ...(principal !== undefined && { principalId: principal }),
      ...(clientId !== undefined && { clientId }),
    },
  ]);
  const declared = {
    type,
    ...(principalId !== undefined && { principalId }),
    ...(tenantId !== undefined && { tenantId }),
    userAssignedIdentities: Object.fromEntries(users) as Record<string, object>,
  };
  return `${JSON.stringify({ identity: declared }, null, 2)}\n`;
}

/** Reads what somebody has written. `known` is the app as it was shown: what Azure makes must stay as it is there. */
export function readDeclaration(text: string, known: AppIdentity): Declaration {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const [error] = errors;
  if (error !== undefined || root === undefined)
    return nothing(
      error === undefined
        ? say('This is no JSON: it is empty.')
        : say('This is no JSON: {0}.', jsonTrouble(error.error)),
      error === undefined
        ? { start: 0, end: text.length }
        : { start: error.offset, end: error.offset + error.length },
    );
  const reader = new DeclarationReader(known);
  return reader.read(root);
}

/** What is wished where the app became another one since it was shown: each identity as whoever changed it wants it. */
export function mergeSets(base: IdentitySet, mine: IdentitySet, theirs: IdentitySet): IdentitySet {
  const [was, here, there] = [base, mine, theirs].map(
    ({ userAssigned }) => new Set(userAssigned.map(armKey)),
  );
  const stays = (id: ArmId): boolean => {
    const key = armKey(id);
    const [before, wanted, now] = [was, here, there].map((ids) => ids?.has(key) === true);
    return wanted === before ? now === true : wanted === true;
  };
  const all = [...theirs.userAssigned, ...mine.userAssigned];
  return {
    system: mine.system === base.system ? theirs.system : mine.system,
    userAssigned: distinct(all).filter(stays),
  };
}

/** Whether two sets are of the same identities; case and order do not count. */
export function sameSets(a: IdentitySet, b: IdentitySet): boolean {
  const [mine, others] = [new Set(a.userAssigned.map(armKey)), new Set(b.userAssigned.map(armKey))];
  return a.system === b.system && mine.size === others.size && [...mine].every((key) => others.has(key));
}

function distinct(ids: readonly ArmId[]): readonly ArmId[] {
  return [...new Map<ArmKey, ArmId>([...ids].reverse().map((id) => [armKey(id), id])).values()].reverse();
}

function nothing(message: Text, span: Span): Declaration {
  return { set: { system: false, userAssigned: [] }, problems: [{ message, span }] };
}

const typesOf: Readonly<Record<string, { readonly system: boolean; readonly user: boolean }>> = {
  none: { system: false, user: false },
  systemassigned: { system: true, user: false },
  userassigned: { system: false, user: true },
  'systemassigned,userassigned': { system: true, user: true },
};

class DeclarationReader {
  readonly #known: AppIdentity;
  readonly #problems: DeclarationProblem[] = [];

  constructor(known: AppIdentity) {
    this.#known = known;
  }

  read(root: Node): Declaration {
    const identity = this.#identityIn(root);
    if (identity === undefined) return { set: { system: false, userAssigned: [] }, problems: this.#problems };
    const fields = fieldsOf(identity);
    for (const [name, { key, value }] of fields)
      if (name !== 'type' && name !== 'userAssignedIdentities') this.#checkMade(name, key, value);
    const type = this.#typeIn(fields.get('type')?.value, identity);
    const userAssigned = this.#usersIn(fields.get('userAssignedIdentities')?.value);
    if (type !== undefined && type.user !== userAssigned.length > 0) this.#mismatch(fields, userAssigned);
    return { set: { system: type?.system ?? false, userAssigned }, problems: this.#problems };
  }

  #identityIn(root: Node): Node | undefined {
    if (root.type !== 'object') {
      this.#tell(root, say('An object with "identity" is expected.'));
      return undefined;
    }
    const fields = fieldsOf(root);
    for (const [name, { key }] of fields)
      if (name !== 'identity' && name !== '$schema')
        this.#tell(key, say('Only "identity" can be changed here, not "{0}".', name));
    const identity = fields.get('identity')?.value;
    if (identity?.type === 'object') return identity;
    this.#tell(identity ?? root, say('"identity" must be an object: {"type": "None"} for none.'));
    return undefined;
  }

  #typeIn(
    node: Node | undefined,
    identity: Node,
  ): { readonly system: boolean; readonly user: boolean } | undefined {
    const written: unknown = node?.value;
    const key = typeof written === 'string' ? written.replace(/\s+/g, '').toLowerCase() : '';
    if (Object.hasOwn(typesOf, key)) return typesOf[key];
    this.#tell(
      node ?? identity,
      say('"type" must be "None", "SystemAssigned", "UserAssigned" or "SystemAssigned,UserAssigned".'),
    );
    return undefined;
  }

  #usersIn(node: Node | undefined): readonly ArmId[] {
    if (node === undefined || node.type === 'null') return [];
    if (node.type !== 'object') {
      this.#tell(node, say('"userAssignedIdentities" must be an object: resource IDs, each with {}.'));
      return [];
    }
    const given = (node.children ?? []).flatMap(({ children: [key, value] = [] }) =>
      key !== undefined && value !== undefined && this.#isIdentity(String(key.value), key)
        ? [{ key, value }]
        : [],
    );
    const seen = new Map<ArmKey, ArmId>();
    for (const { key, value } of given) {
      const id = String(key.value);
      if (!this.#isGiven(id, value)) continue;
      if (seen.has(armKey(id)))
        this.#tell(key, say("'{0}' stands here twice: Azure ignores case.", nameOf(id)));
      seen.set(armKey(id), id);
    }
    if (seen.size > maxUserAssigned)
      this.#tell(
        node,
        say('An app may have at most {0} user-assigned identities, not {1}.', maxUserAssigned, seen.size),
      );
    return [...seen.values()];
  }

  #isIdentity(id: string, key: Node): boolean {
    if (parseArmId(id)?.type.toLowerCase() === 'microsoft.managedidentity/userassignedidentities')
      return true;
    this.#tell(
      key,
      say(
        'This is not the resource ID of a user-assigned identity: /subscriptions/.../resourceGroups/.../providers/Microsoft.ManagedIdentity/userAssignedIdentities/<name>.',
      ),
    );
    return false;
  }

  /** In Azure's own form `null` takes an identity away. */
  #isGiven(id: string, value: Node): boolean {
    if (value.type === 'null') return false;
    if (value.type !== 'object') {
      this.#tell(value, say('{} is expected here.'));
      return false;
    }
    const known = this.#known.userAssigned.find((one) => armKey(one.id) === armKey(id));
    for (const [name, { key, value: given }] of fieldsOf(value)) {
      const made = name === 'principalId' || name === 'clientId' ? known?.[name] : undefined;
      if (made !== given.value) this.#tell(key, say('"{0}" is made by Azure and cannot be set.', name));
    }
    return true;
  }

  #checkMade(name: string, key: Node, value: Node): void {
    const made = name === 'principalId' || name === 'tenantId' ? this.#known[name] : undefined;
    if (made === undefined || made !== value.value)
      this.#tell(key, say('"{0}" is made by Azure and cannot be set.', name));
  }

  #mismatch(fields: Fields, userAssigned: readonly ArmId[]): void {
    const type = fields.get('type');
    if (type === undefined) return;
    const system = typesOf[String(type.value.value).replace(/\s+/g, '').toLowerCase()]?.system ?? false;
    const right = identityType(system, userAssigned.length > 0);
    this.#tell(
      type.value,
      userAssigned.length > 0
        ? say('There are user-assigned identities below: "type" must be "{0}".', right)
        : say('There is no user-assigned identity below: "type" must be "{0}".', right),
    );
  }

  #tell({ offset, length }: Node, message: Text): void {
    this.#problems.push({ message, span: { start: offset, end: offset + length } });
  }
}

type Fields = ReadonlyMap<string, { readonly key: Node; readonly value: Node }>;

/** The last one of a name counts, as for every reader of JSON. */
function fieldsOf(node: Node): Fields {
  return new Map(
    (node.children ?? []).flatMap(({ children: [key, value] = [] }) =>
      key === undefined || value === undefined ? [] : [[String(key.value), { key, value }] as const],
    ),
  );
}

/** What lies between two sets, one line each: `+ id` and `- id`. */
export function differenceLines(from: IdentitySet, to: IdentitySet): readonly string[] {
  const [had, has] = [from, to].map(({ userAssigned }) => new Set(userAssigned.map(armKey)));
  return [
    ...(from.system === to.system ? [] : [to.system ? '+ SystemAssigned' : '- SystemAssigned']),
    ...from.userAssigned.filter((id) => has?.has(armKey(id)) !== true).map((id) => `- ${id}`),
    ...to.userAssigned.filter((id) => had?.has(armKey(id)) !== true).map((id) => `+ ${id}`),
  ];
}
