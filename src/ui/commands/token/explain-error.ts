import { allApps, type FoundApp } from '../../../estate/lookup';
import { heldIdentities, sameId } from '../../../estate/held-identity';
import { sameArmId } from '../../../estate/arm-id';
import type { EstateSnapshot } from '../../../estate/snapshot';
import { Failure } from '../../../lifecycle/failure';
import { refusalsIn } from '../../../token/explain/recognise';
import type { NamedIdentity, Refusal } from '../../../token/explain/refusal';
import { refusalsAsText } from '../../../token/explain/told-refusals';
import type { Command } from '../dependencies';
import type { Translate } from '../../words';

/**
 * Explains the text that is selected, else the one in the clipboard: a stack trace, lines of a log, the output of a command. Nothing is
 * sent anywhere, and nothing of the text is kept.
 */
export const explainError: Command = async ({ dialogs, estate, reports, t }) => {
  const selected = dialogs.selectedText();
  const text = selected.trim() === '' ? await dialogs.readClipboard() : selected;
  if (text.trim() === '')
    throw new Failure({
      code: 'invalid',
      what: t('There is nothing to explain.'),
      why: t('Nothing is selected, and the clipboard holds no text.'),
      remedy: t('Select the lines of the error, or copy them, and try again.'),
    });
  const refusals = refusalsIn(text);
  const known = refusals.flatMap((refusal) => heldWords(refusal, estate.snapshot, t));
  reports.show({
    report: {
      title: t('Explained error'),
      blocks: [
        { kind: 'code', language: 'text', code: refusalsAsText(refusals) },
        ...(known.length > 0 ? [{ kind: 'list' as const, items: known }] : []),
      ],
    },
  });
};

/** Which of the apps that were read has the identity that an error names: nothing where it names none. */
function heldWords({ identity }: Refusal, snapshot: EstateSnapshot, t: Translate): readonly string[] {
  if (identity?.principalId === undefined && identity?.clientId === undefined) return [];
  const apps = [...allApps(snapshot)]
    .filter((found) => holds(found, identity))
    .map(({ app }) => `'${app.name}'`);
  const id = identity.principalId ?? identity.clientId ?? '';
  return [
    apps.length === 0
      ? t(
          '{0} is no identity of the apps read so far: the text may be of another app, of a person, or of an identity that was made anew since.',
          id,
        )
      : t('{0} is an identity of {1}.', id, apps.join(', ')),
  ];
}

function holds({ app }: FoundApp, { clientId, principalId, resourceId }: NamedIdentity): boolean {
  return heldIdentities(app).some(
    (held) =>
      sameId(principalId, held.principalId) ||
      sameId(clientId, held.clientId) ||
      (resourceId !== undefined && held.id !== undefined && sameArmId(resourceId, held.id)),
  );
}
