import type { CommandDependencies } from '../dependencies';

/**
 * Says what came of a change. A notification cuts long texts to a line and goes away: the log has every result, and a button keeps this one
 * whole in a tab.
 */
export async function tellResult(
  { dialogs, log, reports, t }: CommandDependencies,
  level: 'info' | 'warning',
  message: string,
  ...buttons: readonly string[]
): Promise<string | undefined> {
  log.info(message);
  const whole = t('Show Details');
  const pressed = await dialogs.tell(level, message, ...buttons, whole);
  if (pressed !== whole) return pressed;
  reports.show({
    report: { title: t('Result of the change'), blocks: [{ kind: 'paragraph', text: message }] },
  });
  return undefined;
}
