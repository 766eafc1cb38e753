import type { CancellationToken } from 'vscode';

/** VS Code's cancellation as the standard signal the rest of the code speaks. The token lives as long as its task. */
export function signalOf(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  else
    token.onCancellationRequested(() => {
      controller.abort();
    });
  return controller.signal;
}
