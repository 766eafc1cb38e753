/**
 * Text on one line in which control characters are spelled out: file names and what is quoted from files must not steer
 * a terminal, nor begin a line that a pipeline takes for a command.
 */
export function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, spelled);
}

function spelled(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
