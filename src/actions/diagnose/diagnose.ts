import type { Access } from '../../access/access-at';
import { serviceOf } from '../../access/azure-services';
import type { NameableId, NameWay } from '../../access/mend/broken';
import { fixesFor } from '../../access/mend/fix-offers';
import type { HeldIdentity } from '../../estate/held-identity';
import { counted, plain, say, type Text } from '../../lifecycle/text';
import type { Fact } from '../../rules/fact';
import { heldBy } from '../../rules/linked-app';
import { askedPlaces, type AskedPlace } from './asked-places';
import type { Case } from './case';
import type { Diagnosis, DiagnosisLine } from './diagnosis';
import { findIdentity, nameables, type FoundIdentity } from './find-identity';
import { accessOf, knownPlace, type KnownPlace } from './judge/judge-access';
import { judgeIdentity, type Question, type Verdict } from './judge/judge-identity';
import { ageText } from './times';
import { askedText } from './words';

/** What is wrong with an app, for every target its files name: nothing is guessed, and each line says what it rests on. */
export function diagnose(given: Case): Diagnosis {
  const { app, files, now } = given;
  return {
    app: app.name,
    service: app.service,
    ...(app.resourceId !== undefined && { id: app.resourceId }),
    lines: files === undefined ? [] : askedPlaces(files).map((place) => judgeLine(place, given)),
    ...lackOf(given),
    missing: missingIn(given),
    now,
  };
}

function lackOf({ files, partial }: Case): Pick<Diagnosis, 'lacks'> {
  if (files === undefined) return { lacks: 'folder' };
  return files.length === 0 && partial !== true ? { lacks: 'files' } : {};
}

/** More files than these are not named. */
const mostUnread = 5;

function unreadText({ unreadFiles = [] }: Case): readonly Text[] {
  const others = unreadFiles.length - mostUnread;
  return [
    ...unreadFiles.slice(0, mostUnread).map(({ path, why }) => say("'{0}' was not judged: {1}", path, why)),
    ...(others > 0
      ? [counted(others, '{0} more file was not judged.', '{0} more files were not judged.')]
      : []),
  ];
}

function missingIn(given: Case): readonly Text[] {
  const { files, partial, targets, outbound, app, profiles, unreadVariables } = given;
  return [
    ...(files === undefined
      ? [say("No folder is linked to '{0}', so what its code asks for is not known.", app.name)]
      : []),
    ...(given.isUnlinked === true
      ? [
          say(
            "No link names '{0}': all files that none gives to another app were read for it, and files of other apps may be among them.",
            app.name,
          ),
        ]
      : []),
    ...unreadText(given),
    ...(unreadVariables !== undefined
      ? [say("The environment variables of '{0}' could not be read: {1}", app.name, unreadVariables)]
      : []),
    ...(partial === true ? [say('Not all files of the folder were read yet.')] : []),
    ...(profiles !== undefined && files?.some(({ facts }) => facts.some(isElsewhere)) === true
      ? [
          say(
            "'{0}' runs with profile {1}: what its files say under other profiles is left out.",
            app.name,
            profiles.join(', '),
          ),
        ]
      : []),
    ...(targets !== undefined && 'failure' in targets
      ? [say('The targets could not be looked up: {0}', targets.failure.words.why)]
      : []),
    ...(outbound !== undefined && 'failure' in outbound
      ? [say("Where the app's requests come from could not be read: {0}", outbound.failure.words.why)]
      : []),
  ];
}

function isElsewhere(fact: Fact): boolean {
  return 'isElsewhere' in fact && fact.isElsewhere;
}

function judgeLine(place: AskedPlace, given: Case): DiagnosisLine {
  const known = knownPlace(place, given);
  const meant = meantFirst(known, given);
  const inside = meant.filter(({ gets }) => gets === 'data');
  const found = findIdentity(place, given, inside);
  const verdict = verdictFor(found, { place, known, given, meant });
  const age = ageText(given.readAt, given.now);
  const read =
    given.stateFile === undefined
      ? say("Read of '{0}' {1}.", given.app.name, age)
      : say("Read of the file '{0}', written {1}; Azure was not asked.", given.stateFile, age);
  return {
    host: place.host,
    service: serviceOf(known.place.services[0]).label,
    outcome: verdict.outcome,
    because: verdict.because,
    evidence: each([askedText(place, given), ...verdict.evidence, read]),
    fixes: verdict.broken === undefined ? [] : fixesFor(verdict.broken),
  };
}

/** Each once: identities that are judged one by one rest on the same in part. */
function each(evidence: readonly Text[]): readonly Text[] {
  return [...new Map(evidence.map((text) => [plain(text), text])).values()];
}

/** The identities that can be named, those that get in first. */
function meantFirst(
  known: KnownPlace,
  given: Case,
): readonly (NameableId & { readonly gets: Access['answer'] })[] {
  const worth = { data: 2, unknown: 1, none: 0 };
  return heldBy(given.app)
    .flatMap((held) =>
      nameables([held]).map((one) => ({ ...one, gets: accessOf(held, known, given).answer })),
    )
    .sort((a, b) => worth[b.gets] - worth[a.gets]);
}

function verdictFor(found: FoundIdentity, question: Question): Verdict {
  if ('outcome' in found) return found;
  if ('anyOf' in found) return forAny(found.anyOf, found.evidence, question);
  const verdict = judgeIdentity(found.held, question);
  return { ...verdict, evidence: [...found.evidence, ...verdict.evidence] };
}

/** A variable names an identity only for those that read it. */
function nameBy({ asks }: AskedPlace): NameWay {
  return asks.by === 'none' && asks.variable !== undefined ? { variable: asks.variable } : 'unknown';
}

/** Whichever of them answers: sure only where all of them fare alike. */
function forAny(all: readonly HeldIdentity[], evidence: readonly Text[], question: Question): Verdict {
  const each = all.map((held) => ({ held, verdict: judgeIdentity(held, question) }));
  const inside = each.filter(({ verdict }) => verdict.outcome === 'works').map(({ held }) => held);
  const told = [...evidence, ...each.flatMap(({ verdict }) => verdict.evidence)];
  const meant = inside.length > 0 ? nameables(inside) : question.meant;
  if (inside.length === all.length)
    return {
      outcome: 'works',
      because: say("Whichever of its identities answers, it may use '{0}'.", question.place.host),
      evidence: told,
    };
  if (each.every(({ verdict }) => verdict.outcome === 'broken'))
    return {
      outcome: 'broken',
      because: say("None of the app's {0} identities may use '{1}'.", all.length, question.place.host),
      evidence: told,
      broken: each[0]?.verdict.broken,
    };
  return {
    outcome: 'unknown',
    because: say(
      'No identity is named, and which of {0} answers is not known: ask for test tokens, or name the one that is meant.',
      all.length,
    ),
    evidence: told,
    broken: { because: 'misnamed', meant, at: question.place.named, nameBy: nameBy(question.place) },
  };
}
