/** What runs in a console. Its owner calls `kill` when the console is closed. */
export interface ConsoleProgram {
  input(text: string): void;
  interrupt(): void;
  endOfInput(): void;
  kill(): void;
  /** Stops the output for a while: the client does not keep up. */
  pause(): void;
  resume(): void;
}

export interface ProgramEvents {
  readonly output: (stream: 'out' | 'error', bytes: Buffer) => void;
  readonly ended: () => void;
}

export type StartProgram = (events: ProgramEvents) => ConsoleProgram;
