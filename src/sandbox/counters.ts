/** What was asked of the sandbox since the start or the last reset of the counters. */
export interface RequestCounts {
  readonly total: number;
  /** Answers by status; `0` counts cut connections. */
  readonly byStatus: Readonly<Record<string, number>>;
  /** Requests by `METHOD /route/pattern`. */
  readonly byRoute: Readonly<Record<string, number>>;
  /** Answers with status 429. */
  readonly throttled: number;
  readonly openSockets: number;
  readonly maxOpenSockets: number;
  readonly inFlight: number;
  readonly maxInFlight: number;
}

export interface RequestCounters {
  read(): RequestCounts;
  /** Starts counting anew; open sockets stay counted. */
  reset(): void;
}

export class Counters implements RequestCounters {
  #total = 0;
  #byStatus: Record<string, number> = {};
  #byRoute: Record<string, number> = {};
  #openSockets = 0;
  #maxOpenSockets = 0;
  #inFlight = 0;
  #maxInFlight = 0;

  socketOpened(): void {
    this.#openSockets += 1;
    this.#maxOpenSockets = Math.max(this.#maxOpenSockets, this.#openSockets);
  }

  socketClosed(): void {
    this.#openSockets -= 1;
  }

  requestStarted(): void {
    this.#inFlight += 1;
    this.#maxInFlight = Math.max(this.#maxInFlight, this.#inFlight);
  }

  requestEnded(route: string, status: number): void {
    this.#inFlight -= 1;
    this.#total += 1;
    this.#byStatus[status] = (this.#byStatus[status] ?? 0) + 1;
    this.#byRoute[route] = (this.#byRoute[route] ?? 0) + 1;
  }

  read(): RequestCounts {
    return {
      total: this.#total,
      byStatus: { ...this.#byStatus },
      byRoute: { ...this.#byRoute },
      throttled: this.#byStatus['429'] ?? 0,
      openSockets: this.#openSockets,
      maxOpenSockets: this.#maxOpenSockets,
      inFlight: this.#inFlight,
      maxInFlight: this.#maxInFlight,
    };
  }

  reset(): void {
    this.#total = 0;
    this.#byStatus = {};
    this.#byRoute = {};
    this.#maxOpenSockets = this.#openSockets;
    this.#maxInFlight = this.#inFlight;
  }
}
