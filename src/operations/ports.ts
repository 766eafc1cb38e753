import type { ArmId } from '../estate/ids/arm-id';

/** A request that changes something in Azure, about to leave. */
export interface LeavingChange {
  readonly method: string;
  /** What it is sent to: a resource, or an action below one. */
  readonly resource: ArmId;
  readonly accountId: string;
}

/** How Azure answered it. Nothing in it is signed or secret. */
export interface ChangeAnswer {
  readonly status: number;
  readonly correlationId?: string;
  /** The operation that goes on in Azure, where it named one. */
  readonly operationId?: string;
}

/** Sees every request that changes something in Azure: the wire lets none out that it was not told of. */
export interface ChangeWitness {
  /** Right before a request leaves, each time it does. Rejecting keeps it from leaving. */
  leaving(change: LeavingChange): Promise<SeenChange>;
}

export interface SeenChange {
  /** Without an answer nobody knows whether Azure has it. */
  answered(answer: ChangeAnswer | undefined): void;
}

/** Where deeds are kept, one JSON text a line; the last one of a deed counts. Shared by all windows. */
export interface Journal {
  read(): Promise<readonly string[]>;
  append(line: string): Promise<void>;
  /** Puts these lines in place of all others. */
  replace(lines: readonly string[]): Promise<void>;
}
