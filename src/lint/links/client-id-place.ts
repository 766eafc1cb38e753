/** `.clientId("`, `client-id: `, `AZURE_CLIENT_ID=`, `"clientId": "`, `msiClientId=`, and what was typed of the ID so far. */
const behindName = /client[-_]?id["']?\]?\s*[(:=]\s*["']?([0-9a-f-]{0,36})$/i;
/** `--client-id `, `-ClientId `. */
const behindOption = /(?:^|\s)--?client-?id[\s=]\s*["']?([0-9a-f-]{0,36})$/i;
/** `<clientId>`. */
const behindTag = /<client-?id>([0-9a-f-]{0,36})$/i;
/** `param clientId string = '` of Bicep. */
const behindParameter = /\bparam \w*client_?id string ?= ?'([0-9a-f-]{0,36})$/i;
/** `value: ` on its own, which the line above gives a name. */
const behindValue = /^\s*(?:- )?["']?value["']?\s*[:=]\s*["']?([0-9a-f-]{0,36})$/i;
const nameAbove = /\bname["']?\s*[:=]\s*["']?\w*client[-_]?id["']?,?\s*$/i;

/**
 * What was typed so far of a client ID, at the end of a line; `undefined` where none belongs. In every kind of file that names one: code,
 * settings, templates, manifests, scripts and workflows.
 */
export function clientIdTyped(line: string, lineAbove = ''): string | undefined {
  // Nobody reads a longer line; what matters stands at its end.
  const end = line.slice(-400);
  const found = [behindName, behindOption, behindTag, behindParameter]
    .map((place) => place.exec(end))
    .find((match) => match !== null);
  if (found !== undefined) return found[1];
  return nameAbove.test(lineAbove.slice(-400)) ? behindValue.exec(end)?.[1] : undefined;
}
