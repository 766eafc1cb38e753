export interface LoadFigures {
  readonly requests: number;
  readonly throttled: number;
  readonly sockets: number;
  readonly apps: number;
  readonly latencyMs: number;
  readonly firstServicesMs: number;
  readonly wallMs: number;
}

export interface UseFigures {
  readonly latencyMs: number;
  readonly openServiceMs: number;
  readonly reopenRequests: number;
  readonly touchedOthers: number;
  readonly toggle: 'done' | 'failed';
  readonly injected: number;
  readonly failedNodes: number;
}

export interface WeighFigures {
  readonly apps: number;
  readonly stallMs: number;
  readonly idleStallMs: number;
  readonly heapMb: number;
}

export interface RememberFigures {
  readonly apps: number;
  /** From asking for what was there last time until all of it can be drawn. */
  readonly shownMs: number;
  readonly shownStallMs: number;
  /** While it is kept for the next window. */
  readonly keptStallMs: number;
  readonly requests: number;
  readonly bytes: number;
}
