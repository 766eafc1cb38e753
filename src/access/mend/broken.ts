import type { ArmId } from '../../estate/ids/arm-id';
import type { ClientId, PrincipalId } from '../../estate/ids/ids';
import type { Span } from '../../source/span';
import type { Shortfall } from './shortfall';

/** A client ID that may be named, and whose it is. */
export interface NameableId {
  readonly clientId: ClientId;
  /** Of a user-assigned identity its own, `system-assigned` otherwise. */
  readonly name: string;
}

/** A place in a file where an identity is named, or where it can be. */
export interface NamedPlace {
  /** Relative to its workspace folder. */
  readonly path: string;
  readonly span: Span;
  /** What stands there, so that nothing else is overwritten. */
  readonly text: string;
  /** What goes before and behind a client ID that is not there yet: `.clientId("` and `")`. */
  readonly around?: readonly [before: string, behind: string];
}

/** A role that an identity was given, by what tells it from others. */
export interface GivenRole {
  readonly principalId: PrincipalId;
  readonly scope: ArmId;
  readonly roleDefinitionId: ArmId;
}

/** How an identity is named where no file can be changed for it: by a variable, or in a way nobody knows here. */
export type NameWay = { readonly variable: string } | 'unknown';

/** What stands at a place when it names a client ID. */
export function textNaming({ around: [before, behind] = ['', ''] }: NamedPlace, clientId: ClientId): string {
  return `${before}${clientId}${behind}`;
}

/** Why an app does not get in, as far as it is known. Who finds it out says so in words of its own; what mends it is in `fixesFor`. */
export type Broken =
  /** The identity is the right one, and nothing lets it in. */
  | { readonly because: 'no-access'; readonly shortfall: Shortfall }
  /** The app has no identity at all. */
  | { readonly because: 'no-identity' }
  /** What is asked for is none of the app's identities; `meant`: those that could be named instead, best first. */
  | {
      readonly because: 'not-assigned';
      readonly identity?: ArmId;
      readonly meant: readonly NameableId[];
      readonly at?: readonly NamedPlace[];
    }
  /** Several identities, and none is named; or one is named by an ID of another kind, or one that has no access while others have. */
  | {
      readonly because: 'misnamed';
      readonly meant: readonly NameableId[];
      readonly at?: readonly NamedPlace[];
      /** Where there is no `at`; absent: by AZURE_CLIENT_ID, which most libraries read. */
      readonly nameBy?: NameWay;
      readonly shortfall?: Shortfall;
    }
  /** What lets the identity in was given a moment ago: waiting mends it, and looking tells when. */
  | { readonly because: 'just-granted'; readonly given: GivenRole }
  /** The target lets nobody in from where the app is. */
  | { readonly because: 'network'; readonly target: ArmId }
  /** The database decides, and has to be told of the identity by a statement. */
  | { readonly because: 'database'; readonly statement: string };
