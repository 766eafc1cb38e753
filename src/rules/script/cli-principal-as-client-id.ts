import { say } from '../../lifecycle/text';
import type { WordPart } from '../../source/script/script-file';
import type { EditFix, Finding } from '../finding';
import type { SubjectRule } from '../rule';
import type { ChosenId } from './chosen-id';
import { misplacedIds, type MisplacedId } from './given-ids';
import type { NamedWord } from './named-words';

/** What Azure tells, followed to where it is used. */
export const cliPrincipalAsClientId: SubjectRule<'script'> = {
  id: 'MI506',
  name: 'cli-principal-as-client-id',
  title: say('A principal ID is used as a client ID.'),
  severity: 'error',
  subject: 'script',
  literals: ['principalid', 'principal_id', 'principal-id', 'objectid', 'ad sp'],
  *check(file, { text }) {
    for (const one of misplacedIds(file))
      if (one.wanted === 'client' && one.given.kind === 'principal') yield finding(one, text);
  },
};

function finding({ use, given }: MisplacedId, text: string): Finding {
  const { name, value } = use;
  const { at } = given;
  const inPlace = value.span.start <= at.start && at.end <= value.span.end;
  return {
    span: value.span,
    message: say(
      "'{0}' is given a principal ID (object ID), and no token can be had with it: a client ID is another ID of the same identity.",
      name,
    ),
    // Only the name of what is given tells.
    ...(given.command === undefined && { confidence: 'medium' }),
    ...(!inPlace && { related: [{ span: at, message: say('The principal ID is asked for here.') }] }),
    fixes: inPlace && isUserAssigned(given) ? askForClientId(given, text) : askTheDirectory(use, text),
  };
}

/** A user-assigned identity tells its client ID itself. */
function isUserAssigned({ command = '', query }: ChosenId): boolean {
  if (query !== undefined && query.literal?.toLowerCase() !== 'principalid') return false;
  return /^(?:identity (?:show|create)|(?:get|new)-azuserassignedidentity)$/.test(command);
}

function askForClientId({ at }: ChosenId, text: string): readonly EditFix[] {
  const [match, ...others] = text.slice(at.start, at.end).matchAll(/principalId/gi);
  if (match === undefined || others.length > 0) return [];
  const start = at.start + match.index;
  const isUpper = match[0].startsWith('P');
  const edits = [{ span: { start, end: start + match[0].length }, text: isUpper ? 'ClientId' : 'clientId' }];
  return [{ kind: 'edit', title: say("Ask for 'clientId'"), safe: true, edits }];
}

/** Only the directory tells the client ID that belongs to a principal; who runs the script may not be allowed to ask it. */
function askTheDirectory({ value, by }: NamedWord, text: string): readonly EditFix[] {
  const [part] = value.parts;
  // A map of a workflow runs nothing.
  if (part === undefined || value.parts.length > 1 || by === 'environment') return [];
  const asked = written(part, text);
  if (asked === undefined) return [];
  const edits = [{ span: part.span, text: `$(az ad sp show --id ${asked} --query appId --output tsv)` }];
  return [{ kind: 'edit', title: say('Look up its client ID'), safe: false, edits }];
}

/** What stands for the principal ID in an argument. */
function written({ kind, span }: WordPart, text: string): string | undefined {
  const raw = text.slice(span.start, span.end);
  if (kind === 'variable') return raw;
  // Backquotes do not nest.
  if (kind !== 'output' || raw.startsWith('`') || raw.includes('\n')) return undefined;
  return raw.startsWith('(') || raw.startsWith('$(') ? raw : `$(${raw})`;
}
