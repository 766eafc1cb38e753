import type { HeldToken } from '../../../token/held-token';
import type { Clock } from '../../../token/broker/broker';
import type { CommandDependencies } from '../dependencies';

const clearAfterMs = 60_000;

/** Copies a raw token after asking, and takes it out of the clipboard again after a minute if it is still there. */
export async function copyToken(
  deps: CommandDependencies,
  token: HeldToken,
  clock: Pick<Clock, 'after'>,
): Promise<void> {
  const { dialogs, t } = deps;
  const agreed = await dialogs.confirm({
    title: t('Copy the raw token?'),
    detail: t(
      'Whoever has it can do what the identity may do until it expires; that cannot be taken back. It is taken out of the clipboard after 60 seconds, if this window is still open then; programs that keep a history of the clipboard may have it.',
    ),
    action: t('Copy Token'),
    warning: true,
  });
  if (!agreed) return;
  await token.use((raw) => dialogs.copy(raw));
  // The token may be gone before the minute is over; what is in the clipboard is ours to clear all the same.
  const copied = token.use((raw) => raw);
  clock.after(clearAfterMs, () => void clearClipboard(deps, copied));
  dialogs.status(t('Copied the token; the clipboard is cleared in 60 seconds'));
}

async function clearClipboard({ dialogs, attempt, t }: CommandDependencies, copied: string): Promise<void> {
  await attempt(t('Copy Token'), async () => {
    if ((await dialogs.readClipboard()) === copied) await dialogs.copy('');
  });
}
