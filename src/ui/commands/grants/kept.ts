import type { ArmId } from '../../../estate/ids/arm-id';
import type { KeptGrants } from '../../../grants/lost/kept-grants';
import { cloudKey } from '../../../grants/lost/kept-grants';
import type { CommandDependencies } from '../dependencies';

/** What was kept of an app or an identity, newest first. */
export function keptOf({ keeper, signIn }: CommandDependencies, holder: ArmId): readonly KeptGrants[] {
  return keeper.of({ holder, cloud: cloudKey(signIn.cloud) });
}
