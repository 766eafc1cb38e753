import { setImmediate as nextTurn } from 'node:timers/promises';

import { sandboxCloud } from '../../../src/account/cloud';
import { openAzure, openSecretSignIn } from '../../../src/azure/open';
import { Estate } from '../../../src/estate/estate';
import { Inventory } from '../../../src/inventory/inventory';
import { Redactor, type Log } from '../../../src/lifecycle/log';
import type { RequestCounts } from '../../../src/sandbox/counters';
import { activityIn } from '../../double/activity';
import { median } from '../figure';
import { control, type SandboxAddress } from './sandbox-process';

export const never = new AbortController().signal;
export const silent: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };

export function nothing(): void {
  // The bench prints figures, not a log.
}

/** The parts as `extension.ts` puts them together. */
export function assemble(sandbox: SandboxAddress) {
  const { tenantId, clientId, clientSecret } = sandbox;
  const cloud = sandboxCloud(sandbox);
  const deps = { cloud, log: silent, redactor: new Redactor() };
  const signIn = openSecretSignIn({ ...deps, tenantId, clientId, clientSecret, label: 'Sandbox' });
  const activity = activityIn();
  const azure = openAzure({ signIn, log: silent, witness: activity });
  const open = (): { estate: Estate; inventory: Inventory } => {
    const estate = new Estate();
    return {
      estate,
      inventory: new Inventory({ estate, signIn, reader: azure.reader, log: silent, nextTurn }),
    };
  };
  /** A token at hand, as VS Code's accounts have it: fetching one is the account provider's time. */
  const warm = (): Promise<unknown> => signIn.list(never);
  return { azure, signIn, open, warm };
}

export type Parts = ReturnType<typeof assemble>;

export async function counts(sandbox: SandboxAddress): Promise<RequestCounts> {
  return (await control(sandbox, 'GET', 'requests')) as RequestCounts;
}

/** Requests to ARM and Resource Graph; the sign-in's own go elsewhere in Azure. */
export function armRequests({ total, byRoute }: RequestCounts): number {
  return total - (byRoute['POST sign-in'] ?? 0) - (byRoute['GET sign-in'] ?? 0);
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** What one small request takes in this minute on this machine: the baseline of all times. */
export async function latency({ azure, signIn }: Parts): Promise<number> {
  const { subscriptions } = await signIn.list(never);
  const [subscription] = subscriptions;
  if (subscription === undefined) throw new Error('The sandbox has no subscription.');
  const ask = (): Promise<unknown> => azure.userAssigned.listResourceGroups(subscription, never);
  const times: number[] = [];
  for (let i = 0; i < 9; i += 1) times.push(await timed(ask));
  return median(times);
}

export function appsOf({ snapshot }: Estate): number {
  let apps = 0;
  for (const branch of snapshot.apps.values()) if (branch.state === 'ready') apps += branch.value.length;
  return apps;
}
