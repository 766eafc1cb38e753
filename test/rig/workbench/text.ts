/** Matches exactly `text`, whatever kind of spaces VS Code draws it with. */
export function exactly(text: string): RegExp {
  return new RegExp(`^\\s*${pattern(text)}\\s*$`, 'u');
}

/** Matches `text` at the beginning. */
export function beginning(text: string): RegExp {
  return new RegExp(`^\\s*${pattern(text)}`, 'u');
}

function pattern(text: string): string {
  return text
    .trim()
    .split(/\s+/u)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\/]/gu, '\\$&'))
    .join('\\s+');
}
