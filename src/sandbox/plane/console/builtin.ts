import { rawAnswer } from '../token/raw-answer';
import type { TokenReply } from '../token/token-errors';
import type { TokenRequest } from '../token/token-setup';
import type { ConsoleProgram, ProgramEvents, StartProgram } from './program';
import { ScriptReader, type ScriptRequest } from './script-reader';

export interface BuiltinOptions {
  /** Programs of the image, by the names the script knows them. */
  readonly tools: readonly string[];
  readonly answer: (request: TokenRequest) => TokenReply;
}

/** Where the token endpoint of every instance is; nothing else can be reached from here. */
const endpointHost = '169.254.169.254';

/** As the program `base64` prints: lines of 76 characters. */
function wrapped(bytes: Buffer): string {
  return (bytes.toString('base64').match(/.{1,76}/g) ?? []).join('\n');
}

/** What the script prints when a tool of the image brought the answer, or when none could. */
function printed(script: ScriptRequest, reply: TokenReply | undefined, tools: readonly string[]): string {
  const { id } = script;
  const tool = script.tools.find((name) => tools.includes(name));
  if (tool === undefined || reply === undefined || reply.dropped === true) {
    // The names are those of programs: two of the script's tools are the same one.
    const present = script.tools
      .filter((name) => tools.includes(name))
      .map((name) => name.replace(/^busybox-/, ''));
    return `\n<${[`${id} none`, ...present].join(' ')}>\n`;
  }
  const text = wrapped(rawAnswer(reply));
  return `\n<${id} begin ${tool} base64 ${text.length}>\n${text}\n<${id} end>\n`;
}

class Builtin implements ConsoleProgram {
  readonly #options: BuiltinOptions;
  readonly #events: ProgramEvents;
  #reader: ScriptReader | undefined;
  #busy: NodeJS.Timeout | undefined;

  constructor(options: BuiltinOptions, events: ProgramEvents) {
    this.#options = options;
    this.#events = events;
    this.#prompt();
  }

  input(text: string): void {
    for (const line of text.split('\n').slice(0, -1)) this.#line(line);
  }

  interrupt(): void {
    clearTimeout(this.#busy);
    this.#reader = undefined;
    this.#prompt();
  }

  endOfInput(): void {
    this.#events.ended();
  }

  kill(): void {
    clearTimeout(this.#busy);
  }

  pause(): void {
    // Nothing here goes on printing by itself.
  }

  resume(): void {
    // See pause.
  }

  #print(text: string): void {
    this.#events.output('out', Buffer.from(text));
  }

  #prompt(): void {
    this.#print('$ ');
  }

  #line(line: string): void {
    if (this.#reader === undefined && ScriptReader.begins(line)) this.#reader = new ScriptReader();
    if (this.#reader === undefined) {
      this.#command(line);
      return;
    }
    const read = this.#reader.read(line);
    if (read === 'unfinished') return;
    this.#reader = undefined;
    if (read === 'unreadable') this.#command('script');
    else this.#run(read);
  }

  #run(script: ScriptRequest): void {
    const reachable = script.host === endpointHost || script.host === '127.0.0.1';
    const reply = reachable ? this.#options.answer(script.request) : undefined;
    const finish = () => {
      this.#print(printed(script, reply, this.#options.tools));
      this.#prompt();
    };
    if (reply?.delayMs === undefined) finish();
    else this.#busy = setTimeout(finish, reply.delayMs);
  }

  #command(line: string): void {
    const [word = '', ...rest] = line.trim().split(/\s+/);
    if (word === 'exit') {
      this.#events.ended();
      return;
    }
    if (word === 'echo') this.#print(`${rest.join(' ')}\n`);
    else if (word !== '') this.#events.output('error', Buffer.from(`/bin/sh: ${word}: not found\n`));
    this.#prompt();
  }
}

/**
 * A console without any program behind it: it answers the extension's console script as an instance whose image has
 * `tools` would, and knows `echo` and `exit`.
 */
export function builtinConsole(options: BuiltinOptions): StartProgram {
  return (events) => new Builtin(options, events);
}
