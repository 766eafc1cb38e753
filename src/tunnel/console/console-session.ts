import { Failure } from '../../lifecycle/failure';
import { say, type Text } from '../../lifecycle/text';
import type { Disposable } from '../../lifecycle/disposable-store';
import type { MessageChannel } from '../ports';
import { ConsoleOutput, type ConsoleOutcome } from './console-output';

/** What ended a console: `line` may be tried again, `protocol` means that the other side is not what we think. */
export interface ConsoleEnd {
  readonly kind: 'line' | 'protocol';
  readonly why: Text;
}

/** The first byte of each message of the service; the rest is what the command wrote. */
const channels = { stdout: 1, stderr: 2, cluster: 3 };

/** Ctrl+C as the service wants it. */
const interrupt = '\u0000\u0003';

/** A terminal reads lines; pieces of this size keep them whole in small buffers on the way. */
const pieceChars = 1024;

/** One shell in an instance, behind one WebSocket. Runs one script at a time. */
export class ConsoleSession implements Disposable {
  readonly #channel: MessageChannel;
  readonly #listening: Disposable;
  #output: ConsoleOutput | undefined;
  #settle: ((outcome: ConsoleOutcome | ConsoleEnd) => void) | undefined;
  #end: ConsoleEnd | undefined;

  constructor(channel: MessageChannel) {
    this.#channel = channel;
    this.#listening = channel.onMessage((message) => {
      this.#receive(message);
    });
    void channel.closed.then(({ code }) => {
      this.#finish({ kind: 'line', why: say('the service closed the connection ({0})', code) });
    });
  }

  /** True when no script can be run any more. */
  get ended(): boolean {
    return this.#end !== undefined;
  }

  /** Types a script and reads what it prints. Answers how the console ended when it did so first. */
  async run(id: string, script: string): Promise<ConsoleOutcome | ConsoleEnd> {
    if (this.#end !== undefined) return this.#end;
    if (this.#settle !== undefined)
      throw new Failure({
        code: 'unexpected',
        what: say('The console is busy.'),
        why: say('It runs one script at a time.'),
      });
    this.#output = new ConsoleOutput(id);
    const outcome = new Promise<ConsoleOutcome | ConsoleEnd>((resolve) => {
      this.#settle = resolve;
    });
    for (let at = 0; at < script.length; at += pieceChars)
      this.#channel.send(script.slice(at, at + pieceChars));
    return await outcome;
  }

  /** Interrupts a script that hangs, and hangs up: what it still prints would be taken for the next one's output. */
  interrupt(): void {
    if (this.#end === undefined) this.#channel.send(interrupt);
    this.dispose();
  }

  dispose(): void {
    this.#finish({ kind: 'line', why: say('the console was closed') });
  }

  #receive(message: Uint8Array): void {
    const [channel] = message;
    if (channel === undefined) this.#finish({ kind: 'line', why: say('the service ended the console') });
    else if (channel === channels.stdout) this.#print(message.subarray(1));
    else if (channel !== channels.stderr && channel !== channels.cluster)
      this.#finish({ kind: 'protocol', why: say('the service sent a message of an unknown kind') });
  }

  #print(bytes: Uint8Array): void {
    const outcome = this.#output?.push(bytes);
    if (outcome === undefined) return;
    // After garbled output the shell may be anywhere in a script: no more of this one.
    if (outcome.kind === 'garbled') this.#end = { kind: 'line', why: outcome.why };
    this.#answer(outcome);
    if (outcome.kind === 'garbled') this.#hangUp();
  }

  #finish(end: ConsoleEnd): void {
    if (this.#end === undefined) {
      this.#end = end;
      this.#hangUp();
    }
    this.#answer(this.#end);
  }

  #answer(outcome: ConsoleOutcome | ConsoleEnd): void {
    const settle = this.#settle;
    this.#output = undefined;
    this.#settle = undefined;
    settle?.(outcome);
  }

  #hangUp(): void {
    this.#listening.dispose();
    this.#channel.dispose();
  }
}
