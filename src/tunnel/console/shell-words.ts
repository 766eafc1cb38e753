/** The longest line given to a terminal: in its line mode a longer one than 4095 bytes would lose characters. */
const chunk = 300;

/** `text` as one word of a POSIX shell, whatever it contains. Callers have made sure that it is printable ASCII. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Lines that put `value` into the variable `name`, none of them too long for a terminal. */
export function assignment(name: string, value: string): string[] {
  const pieces = value.match(new RegExp(`.{1,${chunk}}`, 'gs')) ?? [''];
  return pieces.map((piece, i) => `${name}=${i === 0 ? '' : `$${name}`}${quote(piece)}`);
}
