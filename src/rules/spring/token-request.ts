import type { Setting } from '../../source/spring/settings';
import type { AskedIdentity } from '../asked-identity';
import type { CredentialFact } from '../fact';

/** A setting by which the app asks for tokens of a managed identity. */
export interface TokenRequest {
  readonly setting: Setting;
  readonly via: CredentialFact['via'];
  /** Whether anything that may be in effect with it names an identity. */
  readonly isNamed: boolean;
  /** Which one, where that is followed. */
  readonly asks?: AskedIdentity;
  /** Something else is used in its place, which another rule reports. */
  readonly isOverruled: boolean;
  /** Asked for by a starter before Spring Cloud Azure 4.0, whose keys another rule reports. */
  readonly isLegacy?: true;
  /** Whether a client ID can be put right beside it. */
  readonly isMovable: boolean;
}
