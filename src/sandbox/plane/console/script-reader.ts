import type { TokenRequest } from '../token/token-setup';

/** What the extension's console script asks for, read from its lines. */
export interface ScriptRequest {
  /** The id its markers carry. */
  readonly id: string;
  /** Where it would connect to. */
  readonly host: string;
  /** The tools it would try, in its order. */
  readonly tools: readonly string[];
  readonly request: TokenRequest;
}

/** One word of a shell: quoted, bare and `$name` pieces in any order. `undefined` for anything else. */
function readWord(text: string, variables: ReadonlyMap<string, string>): string | undefined {
  const piece = /'([^']*)'|\\(.)|\$([A-Za-z_]\w*)|([\w.:/+-]+)/y;
  let value = '';
  while (piece.lastIndex < text.length) {
    const match = piece.exec(text);
    if (match === null) return undefined;
    const [, quoted, escaped, name, bare] = match;
    value += quoted ?? escaped ?? bare ?? variables.get(name ?? '') ?? '';
  }
  return value;
}

/**
 * Follows the script of `tunnel/console/console-script.ts` line by line without being a shell: it keeps the assignments
 * and the arguments of `set --`, which is where the script has everything about its request, and skips the rest.
 */
export class ScriptReader {
  readonly #variables = new Map<string, string>();
  readonly #headers: string[] = [];
  readonly #tools: string[] = [];

  /** Whether a typed line begins such a script. */
  static begins(line: string): boolean {
    return line.startsWith('(exec 2>/dev/null');
  }

  /** Takes one line; the request once the script is complete, `undefined` before. */
  read(line: string): ScriptRequest | 'unfinished' | 'unreadable' {
    if (line === ')') return this.#finish();
    const tool = /^T_(\w+)\(\)/.exec(line)?.[1];
    if (tool !== undefined) this.#tools.push(tool.replaceAll('_', '-'));
    else if (line === 'set -- "$@" "$h"') this.#headers.push(this.#variables.get('h') ?? '');
    else this.#assign(line);
    return 'unfinished';
  }

  #assign(line: string): void {
    // Several short assignments may share a line; a quoted value stands alone on its own.
    const parts = line.includes("'") ? [line] : line.split('; ');
    for (const part of parts) {
      const match = /^([A-Za-z])=(.*)$/.exec(part);
      const value = match && readWord(match[2] ?? '', this.#variables);
      if (match === null || value === undefined || value === null) continue;
      this.#variables.set(match[1] ?? '', value);
    }
  }

  #finish(): ScriptRequest | 'unreadable' {
    const get = (name: string) => this.#variables.get(name) ?? '';
    const id = `${get('a')}${get('z')}`;
    if (!/^[0-9a-f]{32}$/.test(id) || get('t') === '' || get('M') === '') return 'unreadable';
    const headers = this.#headers.map((header) => {
      const colon = header.indexOf(':');
      return [header.slice(0, colon).toLowerCase(), header.slice(colon + 1).trim()] as const;
    });
    return {
      id,
      host: get('H'),
      tools: this.#tools,
      request: {
        method: get('M'),
        target: get('t'),
        headers: { ...Object.fromEntries(headers), host: get('O') },
      },
    };
  }
}
