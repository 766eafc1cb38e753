import type { StoreGrantListing } from '../../estate/grants';
import type { Text } from '../../lifecycle/text';
import type { UserAssignedIdentity } from '../../estate/resources';
import type { AppView, LinkedFile } from '../../rules/rule';
import type { LinkedApp } from '../../rules/linked-app';
import type { WhichIdentity } from '../../token/token-wish';
import type { Outbound, Read, TargetResource } from './ports';

/** Who answered when a test token was asked for this way. */
export interface Answer {
  readonly asked: WhichIdentity;
  readonly answered:
    | { readonly principalId: string }
    /** No token came, or it does not tell whose it is; one sentence. */
    | { readonly why: string };
  /** Unix milliseconds. */
  readonly at: number;
}

/** All that is known of an app when it is diagnosed. Times are Unix milliseconds. */
export interface Case {
  readonly app: LinkedApp;
  /** When app, roles and vaults were read. */
  readonly readAt: number;
  /** Absent: no folder is linked to the app. */
  readonly files?: readonly LinkedFile[];
  /** The file that the app was read from, where that is not Azure; `readAt` is when it was written. */
  readonly stateFile?: string;
  /** Files that could not be read, relative to the folder, each with the reason. */
  readonly unreadFiles?: readonly { readonly path: string; readonly why: string }[];
  /** Why the variables of the running deployment could not be read, which files are judged by. */
  readonly unreadVariables?: Text;
  /** No link tells which files are the app's: all that were found were taken for them. */
  readonly isUnlinked?: true;
  /** Only some of the folder's files were read. */
  readonly partial?: AppView['partial'];
  /** The profiles that the app itself says it runs with, as `SPRING_PROFILES_ACTIVE` does. */
  readonly profiles?: readonly string[];
  /** The line of a place in a file, counted from 1, where that is known. */
  readonly lineOf?: (path: string, offset: number) => number | undefined;
  /** What Cosmos DB accounts and caches grant themselves, where a file names one and it was read. */
  readonly stores?: StoreGrantListing;
  readonly targets?: Read<readonly TargetResource[]>;
  readonly outbound?: Read<Outbound>;
  /** User-assigned identities that can be seen, whoever has them. */
  readonly identities?: readonly Pick<UserAssignedIdentity, 'id' | 'name' | 'clientId' | 'principalId'>[];
  readonly answers?: readonly Answer[];
  readonly now: number;
}
