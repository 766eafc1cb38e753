import type { CommandDependencies } from '../dependencies';

/** A question before something is taken away that somebody may need. */
export interface LossQuestion {
  readonly title: string;
  readonly detail: string;
  /** What the button that goes ahead says. */
  readonly action: string;
  /** What has to be typed where the user wants to type: the name of what loses something. */
  readonly name: string;
  /** Whether the name has to be typed; absent: as the user prefers. */
  readonly typing?: 'always' | 'never';
  /** Shows everything that is known, with a way back to this question. */
  readonly showDetails: () => void;
}

/** Whether the user wants it all the same: by a button that never has the focus, or by typing the name. */
export async function confirmLoss(
  { dialogs, settings, t }: CommandDependencies,
  { title, detail, action, name, typing, showDetails }: LossQuestion,
): Promise<boolean> {
  const details = t('Show Details');
  const pressed = await dialogs.confirmLoss({ title, detail, action, details });
  if (pressed === 'details') showDetails();
  if (pressed !== 'agreed') return false;
  if ((typing === undefined && settings.confirm === 'click') || typing === 'never') return true;
  const typed = await dialogs.text({
    title,
    placeholder: t("Type '{0}' to go ahead", name),
    validate: (text) => (text.trim() === name ? undefined : t("This is not '{0}'.", name)),
  });
  return typed?.trim() === name;
}
