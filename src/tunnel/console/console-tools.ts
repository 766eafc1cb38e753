/**
 * What may speak HTTP inside an instance, the truest first: the first two carry bytes; `curl` and the JDK program do, too,
 * but are rare or slow; GNU `wget` undoes chunked bodies; BusyBox's `wget` hides headers and body of error answers.
 */
export const consoleTools = ['nc', 'bash', 'curl', 'wget', 'java', 'busybox-wget'] as const;
export type ConsoleTool = (typeof consoleTools)[number];

/** Puts the output of a command into letters that no terminal changes. `text` needs no program at all. */
export const consoleEncodings = ['base64', 'od', 'text'] as const;
export type ConsoleEncoding = (typeof consoleEncodings)[number];

/**
 * Shell functions, one for each tool: each prints the answer to request `$r` (the bytes), or the same in parts: method `$M`, target
 * `$t`, authority `$O`, body `$d`, the header lines as arguments. `$H` and `$P` are where to connect, `$W` how many seconds to wait at most.
 *
 * No `!`, no tab, no backquote and no `<<` anywhere: an interactive bash would expand, complete or ask for them.
 */
export const toolFunctions: Readonly<Record<ConsoleTool, readonly string[]>> = {
  // Nothing asks nc to half-close after the request: some servers take that for a client that went away.
  nc: ['T_nc() { command -v nc >&2 || return; printf %s "$r" | nc -w "$W" "$H" "$P"; }'],
  bash: [
    'T_bash() { command -v bash >&2 || return',
    `bash -c 'exec 3<>"/dev/tcp/$0/$1" || exit; printf %s "$2" >&3`,
    'if command -v cat >&2; then cat <&3; exit; fi',
    `while IFS= read -r -t "$3" l <&3; do printf "%s\\n" "$l"; done; printf %s "$l"' "$H" "$P" "$r" "$W"; }`,
  ],
  curl: [
    'T_curl() { command -v curl >&2 || return',
    'for h; do set -- "$@" "-H$h"; shift; done',
    'if [ -n "$d" ]; then set -- "$@" --data-raw "$d"; fi',
    'curl -q -s -i -g --raw --http1.1 --path-as-is --noproxy "*" -m "$W" -X "$M" "$@" "-HHost: $O" "http://$H:$P$t"; }',
  ],
  wget: [
    'T_wget() { case $(wget --version) in *GNU*) ;; *) return ;; esac',
    'for h; do set -- "$@" "--header=$h"; shift; done',
    'if [ -n "$d" ]; then set -- "$@" "--post-data=$d"; fi',
    'set -- "$@" --save-headers --content-on-error --max-redirect=0 --no-proxy',
    'wget --no-config -q -O - -T "$W" -t 1 "$@" "--header=Host: $O" "http://$H:$P$t"; }',
  ],
  // The launcher of single files came with Java 11; before it, a class file has to be made. Exit code 7: it ran, nobody answered.
  java: [
    'T_java() { command -v java >&2 || return; D=${TMPDIR:-/tmp}; F=$D/M$a.java',
    `printf %s 'class M{public static void main(String[] a){try{java.net.Socket s=new java.net.Socket();' >"$F" || return`,
    `printf %s 'int w=Integer.parseInt(a[3])*1000;s.connect(new java.net.InetSocketAddress(a[0],Integer.parseInt(a[1])),w);' >>"$F"`,
    `printf %s 's.setSoTimeout(w);s.getOutputStream().write(a[2].getBytes("ISO-8859-1"));byte[] b=new byte[8192];int n;' >>"$F"`,
    `printf %s 'while((n=s.getInputStream().read(b))>0)System.out.write(b,0,n);System.out.flush();' >>"$F"`,
    `printf %s '}catch(Exception e){System.out.flush();System.exit(7);}}}' >>"$F"`,
    'java "$F" "$H" "$P" "$r" "$W"; case $? in 0|7) ;;',
    '*) javac -d "$D" "$F" && java -cp "$D" M "$H" "$P" "$r" "$W" ;; esac',
    ': >"$F"; rm -f "$F" "$D/M.class"; }',
  ],
  // Its headers go to the error channel, two blanks before each; the body follows when it has ended. No -T: builds without
  // timeouts crash on it, so a silent endpoint is left to the caller's deadline.
  'busybox-wget': [
    'T_busybox_wget() { case $(wget --version 2>&1) in *GNU*|"") return ;; esac',
    'for h; do set -- "$@" "--header=$h"; shift; done',
    'if [ -n "$d" ]; then set -- "$@" "--post-data=$d"; fi',
    '{ b=$(wget -q -S -Y off -O - "$@" "--header=Host: $O" "http://$H:$P$t" 2>&4 | e)',
    `printf '\\n=%s\\n' "$b"; } 4>&1; }`,
  ],
};

/** The name of a tool's shell function. */
export function toolFunction(tool: ConsoleTool): string {
  return `T_${tool.replace('-', '_')}`;
}

/** The program a tool needs on the PATH. */
export function programOf(tool: ConsoleTool): string {
  return tool === 'busybox-wget' ? 'wget' : tool;
}
