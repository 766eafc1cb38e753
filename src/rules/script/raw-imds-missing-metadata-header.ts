import { say } from '../../lifecycle/text';
import type {
  Script,
  ScriptCommand,
  ScriptFile,
  ScriptWord,
  WordPart,
} from '../../source/script/script-file';
import { sourcesOf } from '../../source/script/following';
import { programOf, type Program } from '../../source/script/programs';
import type { Span } from '../../source/span';
import type { EditFix } from '../finding';
import type { SubjectRule } from '../rule';
import { tokenUrlLiterals } from '../token-url';

/** Programs that send requests, and how each is told a header. */
const senders: Readonly<Record<string, string>> = {
  curl: ' -H Metadata:true',
  wget: ' --header=Metadata:true',
  http: '',
  'invoke-restmethod': " -Headers @{ Metadata = 'true' }",
  'invoke-webrequest': " -Headers @{ Metadata = 'true' }",
  irm: " -Headers @{ Metadata = 'true' }",
  iwr: " -Headers @{ Metadata = 'true' }",
};

/** The same word as for requests in Java; scripts need another look. */
export const rawImdsMissingMetadataHeaderInScript: SubjectRule<'script'> = {
  id: 'MI507',
  name: 'raw-imds-missing-metadata-header',
  title: say("A script asks for a token without the header 'Metadata: true'."),
  severity: 'error',
  subject: 'script',
  literals: tokenUrlLiterals,
  *check(file) {
    for (const script of file.scripts)
      for (const command of script.commands) {
        const program = programOf(file, script, command);
        const url = program === undefined ? undefined : tokenUrlIn(file, script, program);
        if (program === undefined || url === undefined || mayHaveHeader(file, script, program)) continue;
        yield {
          span: url,
          message: say("Without the header 'Metadata: true' the endpoint answers 400 and gives no token."),
          fixes: fixesFor(script, command, program),
        };
      }
  },
};

function tokenUrlIn(file: ScriptFile, script: Script, { name, words }: Program): Span | undefined {
  if (senders[name] === undefined) return undefined;
  return words.find((word) => {
    const text = textOf(sourcesOf(file, script, word).map(({ part }) => part)).toLowerCase();
    return tokenUrlLiterals.some((literal) => text.includes(literal));
  })?.span;
}

const unknown = '…';

function textOf(parts: readonly WordPart[]): string {
  return parts.map((part) => (part.kind === 'text' ? part.value : unknown)).join('');
}

/** Whether the header is there, or may be in what only a run tells. */
function mayHaveHeader(file: ScriptFile, script: Script, { words }: Program): boolean {
  return words.some((word) => isHeader(file, script, word));
}

function isHeader(file: ScriptFile, script: Script, word: ScriptWord): boolean {
  const parts = sourcesOf(file, script, word).map(({ part }) => part);
  const [first] = parts;
  if (first === undefined) return false;
  // Options and headers may come from a variable, a file, or a configuration.
  if (first.kind !== 'text' && first.kind !== 'table') return true;
  const text = textOf(parts);
  if (/^(?:@|-K|--config|--header=@|-\w*H@)/.test(text)) return true;
  if (/(?:^|=|^-\w*H)\s*metadata\s*:\s*(?:true\s*$|$|\u2026)/i.test(text)) return true;
  return (
    first.kind === 'table' &&
    first.entries.some(
      ({ name, value }) =>
        name.literal === undefined ||
        (name.literal.toLowerCase() === 'metadata' && value.literal?.toLowerCase() !== 'false'),
    )
  );
}

function fixesFor(
  script: Script,
  command: ScriptCommand,
  { name, words, listed }: Program,
): readonly EditFix[] {
  // Windows PowerShell calls another program by the names of these.
  const isAlias = script.syntax === 'powershell' && (name === 'curl' || name === 'wget');
  const header = isAlias ? '' : (senders[name] ?? '');
  const at = words[0]?.span.end;
  // Quotes around it may end with the ones that are put in.
  if (listed || (command.quoted === true && header.includes("'"))) return [];
  if (header === '' || at === undefined || hasOtherHeaders(script, words)) return [];
  const edits = [{ span: { start: at, end: at }, text: header }];
  return [{ kind: 'edit', title: say("Send the header 'Metadata: true'"), safe: true, edits }];
}

/** PowerShell takes `-Headers` once. */
function hasOtherHeaders({ syntax }: Script, words: readonly ScriptWord[]): boolean {
  return syntax === 'powershell' && words.some(({ literal }) => literal?.toLowerCase() === '-headers');
}
