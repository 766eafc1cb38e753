import type { CommandDependencies } from './dependencies';

/**
 * Says what came of a change. A notification cuts long texts to a line and goes away: the log has every result, and a button keeps this one
 * whole in a tab.
 */
export async function tellResult(
  { dialogs, log, textPages, t }: CommandDependencies,
  level: 'info' | 'warning',
  message: string,
  ...buttons: readonly string[]
): Promise<string | undefined> {
  log.info(message);
  const whole = t('Show Details');
  const pressed = await dialogs.tell(level, message, ...buttons, whole);
  if (pressed !== whole) return pressed;
  await textPages.show({
    name: t('Result of the change'),
    text: `${message}\n`,
    markdown: `${message}\n`,
    buttons: [],
  });
  return undefined;
}
