import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { lastTimeFile, mostBytes } from '../../../src/disk/last-time-file';
import { drawnEstate, keep } from '../../../src/estate/last-time';
import { shown } from '../../../src/estate/loadable';
import { allServices } from '../../../src/estate/lookup';
import { resourceKey } from '../../../src/estate/resources';
import { LastTimeKeeper } from '../../../src/ui/last-time';
import type { RememberFigures } from './figures';
import { armRequests, assemble, counts, never, nothing, silent, timed } from './parts';
import { control, type SandboxAddress } from './sandbox-process';
import { longestStall } from './stall';

/** What one window keeps of an estate and the next shows before it asks for anything. */
export async function remember(sandbox: SandboxAddress): Promise<RememberFigures> {
  const parts = assemble(sandbox);
  await parts.warm();
  const { estate, inventory } = parts.open();
  await inventory.loadAll(never, nothing);
  const open = new Set([...allServices(estate.snapshot)].map(({ service }) => resourceKey(service)));
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-last-time-'));
  try {
    const file = lastTimeFile(path.join(folder, 'last-time.json'));
    let text = '';
    const keptStallMs = await longestStall(() => {
      text = keep(estate.snapshot, open, mostBytes);
      return Promise.resolve();
    });
    await file.write(text);
    await control(sandbox, 'DELETE', 'requests');
    const next = parts.open();
    const keeper = new LastTimeKeeper({
      estate: next.estate,
      signIn: { kind: 'vscode', onDidChange: parts.signIn.onDidChange },
      log: silent,
      store: () => Promise.resolve(file),
      open: () => open,
    });
    let drawn = next.estate.snapshot;
    let shownMs = Number.NaN;
    const shownStallMs = await longestStall(async () => {
      shownMs = await timed(async () => {
        await keeper.read();
        drawn = drawnEstate({ now: next.estate.snapshot, last: keeper.lastTime }).snapshot;
      });
    });
    let apps = 0;
    for (const branch of drawn.apps.values()) apps += shown(branch)?.length ?? 0;
    keeper.dispose();
    const requests = armRequests(await counts(sandbox));
    return { apps, shownMs, shownStallMs, keptStallMs, requests, bytes: text.length };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
