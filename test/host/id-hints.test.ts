import assert from 'node:assert/strict';
import { Range, workspace, type InlayHint } from 'vscode';
import type { EstateSnapshot } from '../../src/estate/frozen/snapshot';
import { Emitter } from '../../src/lifecycle/emitter';
import { IdHints } from '../../src/ui/diagnostics/ids/id-hints';
import { snapshotOf } from '../double/estate';
import { untilTrue } from './until-true';

const client = '11111111-1111-4111-8111-1111111111c1';
const principal = '11111111-1111-4111-8111-1111111111a1';
const system = '22222222-2222-4222-8222-2222222222a2';
const stranger = '33333333-3333-4333-8333-3333333333c3';

/** The estate with IDs as Azure has them. */
function snapshot(): EstateSnapshot {
  const names = snapshotOf({
    subscriptions: {
      Shop: { services: { shop: { apps: { orders: { user: ['id-orders'] }, billing: { system } } } } },
    },
  });
  const apps = new Map(names.apps);
  for (const [key, branch] of names.apps) {
    if (branch.state !== 'ready') continue;
    const value = branch.value.map((app) => {
      const userAssigned = app.identity.userAssigned.map(({ id }) => ({
        id,
        clientId: client,
        principalId: principal,
      }));
      return { ...app, identity: { ...app.identity, userAssigned } };
    });
    apps.set(key, { ...branch, value });
  }
  return { ...names, apps };
}

describe('hints at whose ID a GUID is, in an extension host', () => {
  const changed = new Emitter<never>();
  let enabled = true;
  let estate = { snapshot: snapshot(), onDidChange: changed.event };
  let hints: IdHints;

  beforeEach(() => {
    enabled = true;
    estate = { snapshot: snapshot(), onDidChange: changed.event };
    hints = new IdHints({ estate, enabled: () => enabled });
  });
  afterEach(() => {
    hints.dispose();
  });

  async function hintsIn(content: string, language = 'java'): Promise<readonly InlayHint[]> {
    const document = await workspace.openTextDocument({ content, language });
    return hints.provideInlayHints(document, new Range(0, 0, document.lineCount - 1, 0));
  }

  it('stand behind what is known, in the order of the text', async () => {
    const found = await hintsIn(`a "${client.toUpperCase()}"\nb ${stranger} ${principal} ${system}\n`);
    assert.deepEqual(
      found.map(({ label, position: { line, character } }) => [label, line, character]),
      [
        ['id-orders · orders', 0, 39],
        ['principal ID of id-orders · orders', 1, 75],
        ['principal ID of system-assigned · billing', 1, 112],
      ],
    );
    assert.match(
      found[0]?.tooltip as string,
      /^Client ID .* of identity 'id-orders', assigned to orders \(shop\)\n/,
    );
  });

  it('leave parts of longer words alone, and languages that are not read', async () => {
    assert.deepEqual(await hintsIn(`x${client} ${client}-1`), []);
    assert.deepEqual(await hintsIn(client, 'plaintext'), []);
  });

  it('are off with the linter', async () => {
    enabled = false;
    assert.deepEqual(await hintsIn(client), []);
  });

  it('are asked for again once for many changes of the estate', async () => {
    let asked = 0;
    hints.onDidChangeInlayHints(() => (asked += 1));
    for (let i = 0; i < 50; i += 1) changed.fire(undefined as never);
    await untilTrue(
      () => asked > 0,
      () => 'nobody asked',
    );
    assert.equal(asked, 1);
  });
});
