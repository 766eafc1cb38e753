import { hasSystem, type AppIdentity } from '../estate/app-identity';
import { scopeText } from '../estate/scope-text';
import { harmless } from '../lifecycle/harmless';
import { spoken, type Failure } from '../lifecycle/failure';
import { render, type Text } from '../lifecycle/text';
import type { Severity } from '../rules/finding';

/** `vscode.l10n.t` as a parameter, so that words can be chosen (and tested) without a window. */
export type Translate = (message: string, ...args: (string | number | boolean)[]) => string;

/** A sentence of the ranks below in the user's language, fit to be shown: what it quotes may be anybody's words. */
export function worded(text: Text, translate: Translate): string {
  return harmless(render(text, (template) => translate(template)));
}

/** What did not work, why, and what to do about it. */
export function failureWords(failure: Failure, t: Translate): string {
  return spoken(failure.words)
    .map((text) => worded(text, t))
    .join(' ');
}

/** What is shown of a place a role is granted at: the last name of a resource, or the group or subscription. */
export function scopeWords(scope: string, t: Translate): string {
  return worded(scopeText(scope), t);
}

/** "system + 2 user". */
export function kindsWords(identity: AppIdentity, t: Translate): string {
  const users = identity.userAssigned.length;
  if (hasSystem(identity)) return users > 0 ? t('system + {0} user', users) : t('system');
  return users > 0 ? t('{0} user', users) : t('no identity');
}

/** The ID of an identity that people need first, by its name: the client ID is what code names. Two GUIDs without a name look alike. */
export function idWords(
  {
    clientId,
    principalId,
  }: { readonly clientId?: string | undefined; readonly principalId?: string | undefined },
  t: Translate,
): string | undefined {
  if (clientId !== undefined) return t('client ID {0}', clientId);
  return principalId === undefined ? undefined : t('principal ID {0}', principalId);
}

/** Whole seconds as people read them: "4 s", "1 min 5 s". */
export function elapsedWords(milliseconds: number, t: Translate): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  return seconds < 60 ? t('{0} s', seconds) : t('{0} min {1} s', Math.floor(seconds / 60), seconds % 60);
}

/** How grave a finding is; people need not tell hints from information. */
export function severityWords(severity: Severity, t: Translate): string {
  switch (severity) {
    case 'error':
      return t('error');
    case 'warning':
      return t('warning');
    case 'info':
    case 'hint':
      return t('hint');
  }
}
