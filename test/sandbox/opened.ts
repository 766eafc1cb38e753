import type { Sandbox, SandboxOptions } from '../../src/sandbox/contract';
import { createSandboxKeys, openSandbox } from '../../src/sandbox/server/open';
import { sampleIds } from '../../src/sandbox/sample/sample-ids';
import { Asker, type Answer } from './ask';

export const production = `/subscriptions/${sampleIds.productionSubscription}`;
export const development = `/subscriptions/${sampleIds.developmentSubscription}`;
export const partner = `/subscriptions/${sampleIds.partnerSubscription}`;
const provider = 'providers/Microsoft.AppPlatform/Spring';
export const shop = `${production}/resourceGroups/rg-shop/${provider}/shop`;
export const archive = `${development}/resourceGroups/rg-archive/${provider}/shop-archive`;
export const flex = `${development}/resourceGroups/rg-flex/${provider}/shop-flex`;
export const identities = `${production}/resourceGroups/rg-shop/providers/Microsoft.ManagedIdentity/userAssignedIdentities`;
export const version = 'api-version=2023-12-01';

export interface Opened {
  readonly sandbox: Sandbox;
  readonly asker: Asker;
  /** Turned by hand; starts at a fixed moment. */
  readonly clock: { time: number };
}

// Making keys is most of the work of opening a sandbox; the tests of one process share them.
const keys = createSandboxKeys();

/** A sandbox with a clock of its own, for one test. */
export async function withSandbox(
  options: SandboxOptions,
  test: (opened: Opened) => Promise<void>,
): Promise<void> {
  const clock = { time: Date.parse('2026-03-01T10:00:00Z') };
  const sandbox = await openSandbox({
    now: () => clock.time,
    tokenSeconds: 86_400,
    keys: await keys,
    ...options,
  });
  const asker = new Asker(sandbox);
  try {
    await test({ sandbox, asker, clock });
  } finally {
    asker.close();
    await sandbox.stop();
  }
}

/** The code of an error answer. */
export function codeOf(answer: Answer): string | undefined {
  return (answer.body as { error?: { code?: string } } | undefined)?.error?.code;
}

export interface AppBody {
  readonly id: string;
  readonly name: string;
  readonly identity: {
    readonly type: string;
    readonly principalId: string | null;
    readonly userAssignedIdentities?: Readonly<Record<string, object>> | null;
  } | null;
  readonly properties: Readonly<Record<string, unknown>> & { readonly provisioningState: string };
}

export async function getApp({ asker }: Opened, id: string): Promise<AppBody> {
  return (await asker.arm('GET', `${id}?${version}`)).body as AppBody;
}
