import { say } from '../../../lifecycle/text';
import { builtInRole, definitionName } from '../../../access/built-in-role';
import type { ArmId } from '../../../estate/ids/arm-id';
import type { RolePermission } from '../../../estate/grants';
import type { Subscription } from '../../../estate/resources';
import { isAbort, toFailure } from '../../../lifecycle/failure';
import { apiVersions } from '../../api-versions';
import type { Arm } from '../../wire/arm';
import { asObject, objectOr, text, type Json } from '../json';

/** What a definition says; `permissions` is absent where Azure did not tell them. */
export interface RoleDefinition {
  readonly roleName?: string;
  readonly permissions?: readonly RolePermission[];
}

type Asked = Pick<Arm, 'pages' | 'get' | 'log'>;
type Listed = ReadonlyMap<string, RoleDefinition>;

/**
 * Definitions of roles by GUID. Built-in ones are known without asking; the custom ones of a subscription are read once, in one list; what
 * is neither is read alone. What could not be read is asked for again next time.
 */
export class RoleDefinitions {
  readonly #arm: Asked;
  /** Custom ones by subscription. */
  readonly #lists = new Map<string, Promise<Listed>>();
  readonly #single = new Map<string, RoleDefinition>();

  constructor(arm: Asked) {
    this.#arm = arm;
  }

  /** `undefined` when it could not be read. Only an abort is thrown. `via`: a subscription that the definition is visible in. */
  async find(id: ArmId, via: Subscription, signal: AbortSignal): Promise<RoleDefinition | undefined> {
    const known = builtInRole(id);
    if (known !== undefined) return { roleName: known.name };
    try {
      const listed = (await this.#customOf(via, signal)).get(definitionName(id));
      return listed ?? (await this.#alone(id, via, signal));
    } catch (error) {
      if (signal.aborted) throw error;
      this.#arm.log.debug(`No definition of role ${id}: ${toFailure(error, '').why}`);
      return undefined;
    }
  }

  /** The same, with the permissions of built-in ones as Azure tells them: what is known of those here are data actions. */
  async read(id: ArmId, via: Subscription, signal: AbortSignal): Promise<RoleDefinition | undefined> {
    try {
      return await this.#alone(id, via, signal);
    } catch (error) {
      if (signal.aborted) throw error;
      return await this.find(id, via, signal);
    }
  }

  /** One list however many ask at once; who leaves does not end it for the others. */
  async #customOf(via: Subscription, signal: AbortSignal): Promise<Listed> {
    for (;;) {
      const running = this.#lists.get(via.key);
      const list = running ?? this.#list(via, signal);
      if (running === undefined) this.#lists.set(via.key, list);
      try {
        return await list;
      } catch (error) {
        if (this.#lists.get(via.key) === list) this.#lists.delete(via.key);
        if (signal.aborted || !isAbort(error)) throw error;
      }
    }
  }

  async #list(via: Subscription, signal: AbortSignal): Promise<Listed> {
    const what = say("Could not read the custom roles of subscription '{0}'.", via.name);
    const filter = encodeURIComponent("type eq 'CustomRole'");
    const path = `/subscriptions/${encodeURIComponent(via.subscriptionId)}/providers/Microsoft.Authorization/roleDefinitions?$filter=${filter}&api-version=${apiVersions.authorization}`;
    const found = new Map<string, RoleDefinition>();
    for await (const page of this.#arm.pages(path, { access: via, what, signal }))
      for (const raw of page) {
        const from = asObject(raw, 'roleDefinition');
        found.set(definitionName(text(from, 'id') ?? ''), definitionOf(from));
      }
    return found;
  }

  async #alone(id: ArmId, via: Subscription, signal: AbortSignal): Promise<RoleDefinition> {
    const key = `${via.key}|${definitionName(id)}`;
    const known = this.#single.get(key);
    if (known !== undefined) return known;
    const what = say('Could not read a role definition.');
    const path = `/${id.replace(/^\/+/, '')}?api-version=${apiVersions.authorization}`;
    const { body } = await this.#arm.get(path, { access: via, what, signal });
    const definition = definitionOf(asObject(body, 'roleDefinition'));
    this.#single.set(key, definition);
    return definition;
  }
}

function definitionOf(from: Json): RoleDefinition {
  const properties = objectOr(from['properties']);
  const roleName = text(properties, 'roleName');
  const permissions = properties['permissions'];
  // Every role has at least one element; an empty list tells nothing.
  const told = Array.isArray(permissions) && permissions.length > 0;
  return Object.freeze({
    ...(roleName !== undefined && { roleName }),
    ...(told && { permissions: Object.freeze(permissions.map(permissionOf)) }),
  });
}

/** One element of `permissions`, as definitions have it, and as Azure answers for a caller. */
export function permissionOf(raw: unknown): RolePermission {
  const from = objectOr(raw);
  const condition = text(from, 'condition');
  return Object.freeze({
    actions: patternsIn(from['actions']),
    notActions: patternsIn(from['notActions']),
    dataActions: patternsIn(from['dataActions']),
    notDataActions: patternsIn(from['notDataActions']),
    ...(condition !== undefined && { condition }),
  });
}

function patternsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? Object.freeze(value.filter((one) => typeof one === 'string')) : [];
}
