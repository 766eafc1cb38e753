/** What a text of Bicep or Terraform is, without the escapes of its language: `\\n`, `\\u00e4`, `\\u{e4}`. */
export function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(
    /\\(?:u\{([0-9a-f]{1,6})\}|u([0-9a-f]{4})|([^]))/gi,
    (whole, braced: string | undefined, plain: string | undefined, one: string) => {
      const code = braced ?? plain;
      if (code === undefined) return characters[one] ?? one;
      const point = Number.parseInt(code, 16);
      return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
    },
  );
}

/** Of Terraform, where what is no interpolation is written with its first mark twice. */
export function unescapedTemplate(text: string): string {
  return unescaped(text).replace(/([$%])\1\{/g, '$1{');
}

const characters: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
