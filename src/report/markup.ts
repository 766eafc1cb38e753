const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text between tags or in a quoted attribute of HTML or SVG, as nothing but that text. */
export function markup(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => entities[letter] ?? '');
}
