import type { RoleListing, VaultAccess } from '../estate/grants';
import type { Subscription } from '../estate/resources';
import type { AccessReader } from '../token/ports';
import type { EstateReader } from '../inventory/ports';
import { listVaults } from './read/vaults';
import type { Arm } from './wire/arm';

/** What principals may do: role assignments as the estate reads them, and the vaults' own say. */
export class AzureAccessReader implements AccessReader {
  readonly #arm: Arm;
  readonly #reader: Pick<EstateReader, 'listRoles'>;

  constructor(deps: { arm: Arm; reader: Pick<EstateReader, 'listRoles'> }) {
    this.#arm = deps.arm;
    this.#reader = deps.reader;
  }

  async listRoles(
    subscriptions: readonly Subscription[],
    principalId: string,
    signal: AbortSignal,
  ): Promise<RoleListing> {
    return await this.#reader.listRoles(subscriptions, principalId, signal);
  }

  async listVaults(subscription: Subscription, signal: AbortSignal): Promise<readonly VaultAccess[]> {
    return await listVaults(this.#arm, subscription, signal);
  }
}
