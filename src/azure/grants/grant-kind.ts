import type { RoleAssignment } from '../../estate/grants';
import type { Grant } from '../../grants/grant';
import type { GrantAsk } from '../../grants/ports';
import type { Arm } from '../wire/arm';

/** A write, before it is known whether it is needed. */
export interface Sending {
  readonly method: 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
}

/** A grant as Azure has it. */
export interface FoundGrant {
  /** What is deleted to take it back; of an access policy the vault. */
  readonly id: string;
  readonly assignment?: RoleAssignment;
}

/** How grants of one kind are looked up, made and taken back. */
export interface GrantKind<G extends Grant> {
  /**
   * The grant as it is there, under whatever name. Throws `Failure` `conflict` when what is there makes the wish another one: the
   * same with another condition, a vault that goes by its other mode.
   */
  find(arm: Arm, ask: GrantAsk<G>, signal: AbortSignal): Promise<FoundGrant | undefined>;
  making(ask: GrantAsk<G>): Promise<Sending>;
  removing(ask: GrantAsk<G>, found: FoundGrant): Sending;
}
