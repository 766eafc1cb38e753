import type { ArmId } from '../../../estate/arm-id';
import type { KeptGrants } from '../../../grants/kept-grants';
import { cloudKey } from '../../../grants/kept-grants';
import type { CommandDependencies } from '../dependencies';

/** What was kept of an app or an identity, newest first. */
export function keptOf({ keeper, signIn }: CommandDependencies, holder: ArmId): readonly KeptGrants[] {
  return keeper.of({ holder, cloud: cloudKey(signIn.cloud) });
}
