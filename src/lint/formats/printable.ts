/**
 * Text on one line that commands nothing: control, bidirectional and invisible characters are spelled out, and so is what
 * Azure Pipelines (`##vso[...]`, `##[...]`) and GitHub (`::...::` at the beginning of a line) take for a command. File names and
 * what is quoted from files are written by others.
 */
export function printable(text: string): string {
  return text
    .replace(unseen, spelled)
    .replace(command, spelled)
    .replace(/^\s*:(?=:)/, spelled);
}

/** As `printable`, for text that is JSON already: what it says stays the same. */
export function printableJson(json: string): string {
  return json
    .split('\n')
    .map((line) => line.replace(unseen, spelled).replace(command, spelled))
    .join('\n');
}

/** Control and format characters, line separators, lone halves of characters, fillers without width, variation selectors, tags. */
const unseen =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\u{e0000}-\u{e0fff}]/gu;
const command = /#(?=#(?:vso)?\[)/gi;

function spelled(characters: string): string {
  return [...Array(characters.length).keys()]
    .map((at) => `\\u${characters.charCodeAt(at).toString(16).padStart(4, '0')}`)
    .join('');
}
