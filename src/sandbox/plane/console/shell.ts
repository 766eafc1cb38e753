import { spawn, type ChildProcess } from 'node:child_process';

import type { ConsoleChoice } from '../plane-contract';
import type { ConsoleProgram, ProgramEvents, StartProgram } from './program';

type Command = Exclude<ConsoleChoice, 'builtin'>;

/** Milliseconds between asking a program to end and ending it. */
const patience = 1000;

/** To the whole group: a shell's children must not outlive it. */
function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, name);
  } catch {
    // It ended just now.
  }
}

function program(child: ChildProcess): ConsoleProgram {
  const streams = [child.stdout, child.stderr];
  let typed = '';
  return {
    input: (text) => {
      // The sandbox's own machine may be a virtual machine of Azure: nothing run here may ask its real endpoint.
      // What was typed before counts, too: pieces may be cut anywhere.
      typed = typed.slice(-16) + text;
      if (typed.includes('169.254.')) signal(child, 'SIGKILL');
      else child.stdin?.write(text);
    },
    interrupt: () => {
      signal(child, 'SIGINT');
    },
    endOfInput: () => {
      child.stdin?.end();
    },
    kill: () => {
      signal(child, 'SIGHUP');
      const timer = setTimeout(() => {
        signal(child, 'SIGKILL');
      }, patience);
      child.once('exit', () => {
        clearTimeout(timer);
      });
    },
    pause: () => {
      for (const stream of streams) stream?.pause();
    },
    resume: () => {
      for (const stream of streams) stream?.resume();
    },
  };
}

/** A real program on this machine, in a process group of its own. */
export function realShell({ command, environment }: Command): StartProgram {
  const [file = '/bin/sh', ...args] = command;
  return (events: ProgramEvents) => {
    const child = spawn(file, args, {
      env: { ...(environment ?? { PATH: '/usr/local/bin:/usr/bin:/bin', PS1: '$ ' }) },
      detached: true,
      stdio: 'pipe',
    });
    child.stdin.on('error', () => undefined);
    child.stdout.on('data', (bytes: Buffer) => {
      events.output('out', bytes);
    });
    child.stderr.on('data', (bytes: Buffer) => {
      events.output('error', bytes);
    });
    child.once('error', (error) => {
      events.output('error', Buffer.from(`${error.message}\n`));
      events.ended();
    });
    child.once('close', () => {
      events.ended();
    });
    return program(child);
  };
}
