/** Any text as Markdown that shows just that text: reports quote tokens, which anyone may have written. */
export function plain(text: string): string {
  return (
    text
      .replace(/[\r\n\t]+/g, ' ')
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      .replace(/[\\`*_[\]|~$]/g, '\\$&')
      // Not a heading or a list.
      .replace(/^(\s*)([-+=#])/, '$1\\$2')
      // Not a link: neither by scheme nor by www nor as a mail address.
      .replace(/:\/\//g, ':&#47;&#47;')
      .replace(/\bwww\./gi, 'www&#46;')
      .replace(/@/g, '&#64;')
      .replace(/^(\s*\d+)\./, '$1\\.')
  );
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

export function sections(parts: readonly (string | undefined)[]): string {
  return `${parts.filter((part) => part !== undefined && part !== '').join('\n\n')}\n`;
}
