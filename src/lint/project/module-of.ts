/** The folder that holds the `src` a file lies in; for others their own. `path` has `/` between folders. */
export function moduleOf(path: string): string {
  const source = /(?:^|\/)src\/main\//.exec(path) ?? /(?:^|\/)src\//.exec(path);
  return source === null ? path.slice(0, Math.max(path.lastIndexOf('/'), 0)) : path.slice(0, source.index);
}
