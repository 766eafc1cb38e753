import { Settings } from '../../src/source/spring/settings';
import type { Fact } from '../../src/rules/fact';
import type { LinkedApp } from '../../src/rules/linked-app';
import type { Finding } from '../../src/rules/finding';
import type { AppFinding, AppRule, FactRule, FileContext, LinkedFile } from '../../src/rules/rule';
import { ids } from './canned-apps';

const span = { start: 3, end: 9 };

/** Facts as files tell them, for the rules over live apps. */
export const facts = {
  unnamed: { kind: 'credential', via: 'ManagedIdentityCredential', named: false, span },
  named: { kind: 'credential', via: 'ManagedIdentityCredential', named: true, span },
  defaultChain: { kind: 'credential', via: 'DefaultAzureCredential', named: false, span },
  storage: { kind: 'target', service: 'storage', host: 'ordersdata.blob.core.windows.net', span },
  otherStorage: { kind: 'target', service: 'storage', host: 'audit.blob.core.windows.net', span },
  vault: { kind: 'target', service: 'keyVault', host: 'orders.vault.azure.net', span },
  sql: { kind: 'target', service: 'sql', host: 'orders.database.windows.net', span },
  ordersClientId: { kind: 'clientId', value: ids.ordersClient.toUpperCase(), span, where: '.clientId(...)' },
} as const satisfies Record<string, Fact>;

export function fileWith(...told: readonly Fact[]): LinkedFile {
  return { path: 'src/App.java', facts: told };
}

/** What a rule reports on a live app whose linked folder tells these facts; `undefined`: no folder is linked. */
export function judged(
  rule: AppRule,
  app: LinkedApp,
  told?: readonly Fact[],
): readonly Pick<AppFinding, 'at' | 'severity' | 'message' | 'related'>[] {
  return [...rule.check({ app, ...(told !== undefined && { files: [fileWith(...told)] }) })];
}

/** What a rule over facts reports in a file that tells them, judged against the app. */
export function judgedFacts(
  rule: FactRule,
  app: LinkedApp | undefined,
  told: readonly Fact[],
): readonly Finding[] {
  const settings = new Settings({ path: 'src/App.java', configs: [] });
  const context: FileContext = { path: 'src/App.java', text: '', project: {}, settings };
  return [...rule.check(told, { ...context, ...(app !== undefined && { app }) })];
}
