/** What a terminal is between: keys go in, lines come out to the program, and the program's output to the screen. */
export interface TerminalEnds {
  /** Text for the program: whole lines, with their line feed. */
  readonly toProgram: (text: string) => void;
  readonly toScreen: (bytes: Buffer) => void;
  /** Ctrl+C */
  readonly interrupt: () => void;
  /** Ctrl+D on an empty line. */
  readonly endOfInput: () => void;
}

/** The longest line a Linux terminal takes in its line mode; what is typed beyond is lost. */
const longestLine = 4095;

const etx = '\u0003';
const eot = '\u0004';

/** A Linux terminal in its line mode, as far as scripts meet it: echo, CR LF, line length, Ctrl+C, Ctrl+D. */
export class Terminal {
  readonly #ends: TerminalEnds;
  #line = '';

  constructor(ends: TerminalEnds) {
    this.#ends = ends;
  }

  type(keys: string): void {
    let echo = '';
    const show = () => {
      if (echo !== '') this.#ends.toScreen(Buffer.from(echo));
      echo = '';
    };
    for (const key of keys) {
      // The console's clients put a zero before control characters.
      if (key === '\0') continue;
      if (key === etx) {
        echo += '^C\r\n';
        show();
        this.#line = '';
        this.#ends.interrupt();
      } else if (key === eot) this.#endOfInput();
      else if (key === '\r' || key === '\n') {
        echo += '\r\n';
        show();
        const line = `${this.#line}\n`;
        this.#line = '';
        this.#ends.toProgram(line);
      } else if (this.#line.length < longestLine) {
        this.#line += key;
        echo += key;
      }
    }
    show();
  }

  /** What the program wrote, as it reaches the screen. */
  print(bytes: Buffer): void {
    const parts: Buffer[] = [];
    let from = 0;
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) {
      parts.push(bytes.subarray(from, at), Buffer.from('\r\n'));
      from = at + 1;
    }
    parts.push(bytes.subarray(from));
    this.#ends.toScreen(Buffer.concat(parts));
  }

  #endOfInput(): void {
    if (this.#line === '') this.#ends.endOfInput();
    else {
      this.#ends.toProgram(this.#line);
      this.#line = '';
    }
  }
}
