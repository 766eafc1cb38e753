import { Failure } from '../../lifecycle/failure';
import { say } from '../../lifecycle/text';
import { authorityOf, checkRequest, requestText, type TargetAddress } from '../http/request-text';
import type { RawRequest } from '../ports';
import {
  consoleEncodings,
  consoleTools,
  programOf,
  toolFunction,
  toolFunctions,
  type ConsoleEncoding,
  type ConsoleTool,
} from './console-tools';
import { assignment } from './shell-words';

export interface ConsoleScript {
  /** 32 hexadecimal digits, new for each exchange: what is printed between the markers made of it is the answer. */
  readonly id: string;
  readonly request: RawRequest;
  /** Where the token endpoint listens, as seen from inside the instance. */
  readonly to: TargetAddress;
  /** What to try, in this order; all by default. */
  readonly tools?: readonly ConsoleTool[];
  readonly encodings?: readonly ConsoleEncoding[];
  /** How long one tool may wait for the network, in seconds. */
  readonly waitSeconds?: number;
}

/**
 * A POSIX `sh` script that makes one HTTP exchange from inside an instance and prints the answer so that it survives a
 * terminal. To be typed into a shell, interactive or not; it leaves nothing behind in that shell.
 *
 * What is printed: `<ID begin TOOL ENCODING LENGTH>`, the encoded bytes, `<ID end>`; or `<ID none PROGRAMS>` with those that are there.
 * The typed text has ID in two halves, so that a terminal's echo of it is never taken for the answer. The request stands in
 * quoted assignments of short lines, and only after `checkRequest`. Throws `Failure` `invalid` for a request that fails it.
 */
export function consoleScript(script: ConsoleScript): string {
  const { id, to, tools = consoleTools, encodings = consoleEncodings, waitSeconds = 10 } = script;
  if (!/^[0-9a-f]{32}$/.test(id) || !Number.isInteger(waitSeconds) || waitSeconds < 1) throw invalidScript();
  const request = checkRequest(script.request, to);
  authorityOf(to);
  const lines = [
    '(exec 2>/dev/null </dev/null; unset HISTFILE; LC_ALL=C; export LC_ALL',
    `a=${id.slice(0, 16)}; z=${id.slice(16)}; W=${waitSeconds}; H=${to.host}; P=${to.port}; M=${request.method}`,
    ...assignment('O', request.authority),
    ...assignment('t', request.target),
    ...assignment('d', request.body),
    'set --',
    ...request.headers.flatMap(([name, value]) => [
      ...assignment('h', `${name}: ${value}`),
      'set -- "$@" "$h"',
    ]),
    // Command substitution drops line ends at the end: the x keeps them.
    ...rawRequest(requestText(request)),
    ...encoders(encodings),
    ...tools.flatMap((tool) => toolFunctions[tool]),
    'p() { printf "\\n<%s%s begin %s %s %s>\\n%s\\n<%s%s end>\\n" "$a" "$z" "$1" "$E" "${#o}" "$o" "$a" "$z"; exit; }',
    'L=',
    ...tools.flatMap(attempt),
    'printf "\\n<%s%s none%s>\\n" "$a" "$z" "$L"',
    ')',
  ];
  return `${lines.join('\n')}\n`;
}

function invalidScript(): Failure {
  return new Failure({
    code: 'unexpected',
    what: say('The request for a token was not sent.'),
    why: say('The script for the console was given settings it cannot have.'),
    remedy: say('The log has the details; please report this as a defect.'),
    action: 'show-log',
  });
}

/** Puts the bytes of the request into `$r`: no line of it has control characters but the line ends, which printf writes. */
function rawRequest(text: string): string[] {
  const lines = text.split('\r\n');
  const body = lines.pop() ?? '';
  return [
    "r=; N=$(printf '\\r\\nx'); N=${N%x}",
    ...lines.flatMap((line) => [...assignment('l', line), 'r=$r$l$N']),
    ...(body === '' ? [] : ['r=$r$d']),
  ];
}

/** Runs a tool, and ends the script when what it printed is an answer. */
function attempt(tool: ConsoleTool): string[] {
  const program = programOf(tool);
  return [
    `o=$(${toolFunction(tool)} "$@" | e)`,
    // "HTTP/" in base64, in od's hexadecimal, and behind the mark of a text line; BusyBox's wget puts blanks before it.
    'case $o in SFRUUC8*|" 48 54 54 50 2f"*|?:HTTP/*|ICBIVFRQ*|" 20 20 48 54 54 50"*|?:"  HTTP"*)',
    `p ${tool} ;; esac; command -v ${program} >&2 && L="$L ${program}"`,
  ];
}

const encoderTests: Readonly<Record<ConsoleEncoding, string>> = {
  base64: '[ -z "$E" ] && [ "$(printf A | base64)" = QQ== ] && E=base64',
  od: '[ -z "$E" ] && case $(printf A | od -An -v -tx1) in *41*) E=od ;; esac',
  text: '[ -z "$E" ] && E=text',
};

/**
 * `e` encodes what it reads with the first encoder that this image has. The last needs the shell alone and prints a line for
 * each line: `r:` it ended in CR LF, `n:` in LF, `e:` not at all. Control characters and `%` are written `%0a`.
 */
function encoders(encodings: readonly ConsoleEncoding[]): string[] {
  return [
    'E=',
    ...encodings.map((encoding) => encoderTests[encoding]),
    'e() { case $E in base64) base64 ;; od) od -An -v -tx1 ;; *) x ;; esac; }',
    'c=${N%?}; x() { while IFS= read -r l; do case $l in *$c) y r "${l%?}" ;; *) y n "$l" ;; esac; done; y e "$l"; }',
    'y() { s=$2; printf %s "$1:"; while :; do case $s in',
    '*[[:cntrl:]%]*) q=${s%%[[:cntrl:]%]*}; s=${s#"$q"}; k=${s%"${s#?}"}; printf "%s%%%02x" "$q" "\'$k"; s=${s#?} ;;',
    '*) printf "%s\\n" "$s"; return ;; esac; done; }',
  ];
}
