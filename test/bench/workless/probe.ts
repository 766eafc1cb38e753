import { Emitter } from '../../../src/lifecycle/emitter';
import { Estate } from '../../../src/estate/estate';
import { allApps } from '../../../src/estate/lookup';
import { principalKey } from '../../../src/estate/resources';
import type { Inventory } from '../../../src/inventory/inventory';
import type { Linter, ScannedFile } from '../../../src/lint/ports';
import type { Fact } from '../../../src/rules/fact';
import type { RunningOperations } from '../../../src/operations/running-operations';
import { openDiagnostics } from '../../../src/ui/diagnostics/open';
import { KnownLinks } from '../../../src/ui/known-links';
import { LiveJudge } from '../../../src/ui/live-judge';
import { Settings } from '../../../src/ui/window/settings';
import { AppsView } from '../../../src/ui/tree/apps-view';
import type { Node } from '../../../src/ui/tree/nodes/node';
import { snapshotOf } from '../../double/estate';
import { files, openDocument, root, settings, Uri, type Document } from './window';

/** How often something was done that nobody asked for, in one window with the linter, the tree and a linked app. */
export interface Workless {
  readonly keystroke: Work;
  readonly unrelatedRoles: Work;
  readonly linkedRoles: Work & { readonly ofTargets: number };
}

export interface Work {
  readonly redraws: number;
  /** Files judged beside the one that was typed in, or that name no target. */
  readonly judged: number;
}

const scanned = 60;
const span = { start: 0, end: 1 };

/** Facts by what the text says: `TARGET` a storage account, `CLIENT` a client ID. */
function factsIn(text: string): readonly Fact[] {
  const facts: Fact[] = [];
  const start = text.indexOf('TARGET');
  const host = 'shop.blob.core.windows.net';
  if (start >= 0) facts.push({ kind: 'target', service: 'storage', host, span: { start, end: start + 6 } });
  if (text.includes('CLIENT'))
    facts.push({ kind: 'clientId', value: 'client-of-id-orders', span, where: '.clientId(...)' });
  return facts;
}

class CountingLinter implements Linter {
  judged: string[] = [];

  judge: Linter['judge'] = ({ path, text }) => {
    this.judged.push(path);
    return Promise.resolve({ findings: [], facts: factsIn(text) });
  };

  scan: NonNullable<Linter['scan']> = (_request, _signal, report) => {
    report({ judged: scanned, files: scannedFiles() });
    return Promise.resolve({ judged: scanned, skipped: [] });
  };

  close(): void {
    // Nothing is kept.
  }
}

const textOf = (i: number): string => `ManagedIdentityCredentialBuilder ${i % 2 === 0 ? 'TARGET' : 'CLIENT'}`;
const pathOf = (i: number): string => `src/Scanned${i}.java`;

function scannedFiles(): readonly ScannedFile[] {
  return Array.from({ length: scanned }, (_, i) => ({
    path: pathOf(i),
    lines: { starts: [0], length: textOf(i).length },
    findings: [],
    facts: factsIn(textOf(i)),
  }));
}

/** Long enough for every timer of the linter to have fired: half a second at most. */
const rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1_500));

async function run(): Promise<Workless> {
  const snapshot = snapshotOf({
    subscriptions: {
      Shop: {
        services: {
          shop: {
            apps: { orders: { system: 'p-orders', user: ['id-orders'] }, billing: { system: 'p-billing' } },
          },
        },
      },
    },
  });
  const [orders] = [...allApps(snapshot)];
  if (orders === undefined) throw new Error('There is no app.');
  settings['springIdentity.links'] = [{ folder: '.', app: orders.app.id }];
  for (let i = 0; i < scanned; i += 1) files.set(`${root.path}/${pathOf(i)}`, textOf(i));
  const typedIn = openDocument(`${root.path}/src/Typed.java`, 'ManagedIdentityCredentialBuilder TARGET');
  openDocument(`${root.path}/src/Other.java`, 'ManagedIdentityCredentialBuilder CLIENT');

  const estate = new Estate();
  estate.apply(() => snapshot, [{ kind: 'everything' }]);
  const inventory = { open: () => Promise.resolve() } as unknown as Inventory;
  const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
  const linter = new CountingLinter();
  const judge = new LiveJudge(estate);
  const links = new KnownLinks();
  const operations = { onDidChange: new Emitter().event, all: [], get: () => undefined };
  const view = new AppsView({
    estate,
    inventory,
    judge,
    links,
    groupBy: 'subscription',
    now: () => 0,
    operations: operations as unknown as RunningOperations,
    redactor: { harmless: (text) => text },
    debugging: {
      get: () => undefined,
      look: () => Promise.resolve(),
      onDidChange: () => ({ dispose: () => undefined }),
    },
  });
  let redraws = 0;
  view.onDidChangeTreeData(() => {
    redraws += 1;
    drawAll(view);
  });
  const diagnostics = openDiagnostics({
    settings: new Settings(),
    estate,
    inventory,
    judge,
    links,
    linter: () => linter,
    log,
    extensionUri: Uri.file('/extension') as never,
  });
  drawAll(view);
  await rest();
  await diagnostics.scan();
  await rest();

  const measure = async (work: () => void, of: (path: string) => boolean): Promise<Work> => {
    linter.judged = [];
    redraws = 0;
    work();
    await rest();
    return { redraws, judged: linter.judged.filter(of).length };
  };
  const readRoles = (principalId: string) => () => {
    const key = principalKey(orders.subscription.key, principalId);
    const value = { assignments: [], unreadable: [] };
    estate.apply(
      (now) => ({ ...now, roles: new Map([...now.roles, [key, { state: 'ready', value }]]) }),
      [{ kind: 'principal', key }],
    );
  };
  const namesTarget = (path: string): boolean =>
    path.endsWith('Typed.java') ||
    (path.startsWith('src/Scanned') && Number(/\d+/.exec(path)?.[0]) % 2 === 0);

  const keystroke = await measure(
    () => {
      typeInto(typedIn);
    },
    (path) => path !== 'src/Typed.java',
  );
  const unrelatedRoles = await measure(readRoles('p-billing'), () => true);
  const linkedRoles = await measure(readRoles('principal-of-id-orders'), (path) => !namesTarget(path));
  const ofTargets = linter.judged.filter(namesTarget).length;
  diagnostics.dispose();
  view.dispose();
  return { keystroke, unrelatedRoles, linkedRoles: { ...linkedRoles, ofTargets } };
}

/** A character in front of everything: places move, facts stay. */
function typeInto(document: Document): void {
  document.type(` ${document.getText()}`);
}

function drawAll(view: AppsView, parent?: Node): void {
  for (const node of view.getChildren(parent)) drawAll(view, node);
}

function quiet(): void {
  // Nobody reads it.
}

run().then(
  (worked) => process.stdout.write(JSON.stringify(worked), () => process.exit(0)),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
