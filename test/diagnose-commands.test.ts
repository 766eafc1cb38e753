import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { resourceKey } from '../src/estate/resources';
import { asText } from '../src/report/as-text';
import { buttonsOf } from '../src/report/parts';
import { plainWords } from '../src/report/report';
import { linkedApp } from '../src/lint/links/linked-state';
import { collectFacts } from '../src/rules/collect-facts';
import { grammarsOf } from '../src/source/grammar/grammars';
import { readSource } from '../src/source/read-source';
import { sourceFile } from '../src/source/source-file';
import { LineIndex } from '../src/source/span';
import type { Target } from '../src/ui/target';
import { CommandStage } from './double/commands';
import { ScriptedDialogs, type Answer } from './double/scripted-dialogs';
import { packageGrammars } from './rules/package-grammars';
import { runCommand } from '../src/ui/commands/run';

const grammars = packageGrammars();
const file = 'inventory/src/main/resources/application.yml';

describe('Diagnose App against the sandbox', function () {
  this.timeout(30_000);
  let stage: CommandStage;
  let text: string;
  const target = (name: string): Target => ({ kind: 'app', key: resourceKey(stage.app(name).app) });
  const shown = () => stage.reports.at(-1)?.report ?? assert.fail('no report was shown');
  const verdicts = () => shown().blocks.flatMap((block) => (block.kind === 'verdicts' ? block.verdicts : []));
  /** The verdict about a host: its mark, its sentence, and its buttons by their titles. */
  const about = (host: string) => {
    const found = verdicts().find((one) => plainWords(one.text).includes(host));
    assert.ok(found !== undefined, `nothing about ${host} in:\n${asText(shown())}`);
    const buttons = new Map((found.buttons ?? []).map(({ id, title }) => [plainWords(title), id]));
    return { mark: found.mark, said: plainWords(found.text), found, buttons };
  };
  const evidence = (host: string) => (about(host).found.evidence ?? []).map(plainWords).join('\n');

  /** Reads the sample as it is now, as the linter does for its folder. */
  const readFiles = async () => {
    const source = sourceFile(file, text);
    assert.ok(source !== undefined);
    await grammars.load(grammarsOf(source.language));
    const { subjects } = readSource(source, grammars);
    const lines = new LineIndex(text);
    stage.files = {
      files: [{ path: file, facts: collectFacts(subjects) }],
      lineOf: (_, offset) => lines.positionAt(offset).line + 1,
    };
  };
  const diagnose = async (...answers: readonly Answer[]) => {
    const dialogs = new ScriptedDialogs(...answers);
    await runCommand(stage.deps(dialogs), 'diagnoseApp', target('inventory'));
    return dialogs;
  };
  const press = async (id: string | undefined) => {
    assert.ok(id !== undefined, asText(shown()));
    await stage.reports.at(-1)?.press?.(id);
  };

  beforeEach(async () => {
    stage = await CommandStage.start();
    await stage.load();
    text = fs.readFileSync(path.join(__dirname, '../samples', file), 'utf8');
    await readFiles();
  });
  afterEach(() => stage.stop());

  it('finds the three faults of the sample, each with what it rests on and the button that mends it', async () => {
    await diagnose();
    assert.match(asText(shown()), /Targets: 3\. Working: 0, broken: 3, not known: 0\./);
    const settings = about('appcs-harbor-shop.azconfig.io');
    assert.equal(settings.mark, 'error');
    assert.match(
      settings.said,
      /is broken because: 'id-inventory-read' has no role.*'id-telemetry' has access there\./,
    );
    assert.equal([...settings.buttons.keys()][0], `Name 'id-telemetry' in ${file}`);
    assert.match(
      evidence('appcs-harbor-shop'),
      /application\.yml, line 12: asked for by client ID 255271dc-/,
    );
    const vault = about('kv-shop.vault.azure.net');
    assert.match(vault.said, /is broken because: 'id-inventory-write' has no role for data/);
    assert.match(
      evidence('kv-shop'),
      /Missing: 'Key Vault Secrets User' for principal \S+ at \/subscriptions\/\S+\/kv-shop\./,
    );
    assert.ok(vault.buttons.has('Copy az Command'), [...vault.buttons.keys()].join());
    const blobs = about('harborshoporders.blob.core.windows.net');
    assert.match(blobs.said, /'inventory' does not have 'id-orders', which is asked for\./);
    assert.ok(blobs.buttons.has("Assign 'id-orders'..."));
    for (const { found } of [settings, vault, blobs])
      assert.match(plainWords(found.evidence?.at(-1) ?? ''), /^Read of 'inventory' just now\.$/);
  });

  it('names another identity in the file, and assigns the one that is missing', async () => {
    await diagnose({ confirm: 'yes' });
    await press(about('appcs-harbor-shop').buttons.get(`Name 'id-telemetry' in ${file}`));
    assert.deepEqual(stage.replaced, [`${file}: b646c67f-e171-4d60-a107-fda86354ccdf`]);
    text = text.replace('255271dc-c802-481d-a84f-d77a76942668', 'b646c67f-e171-4d60-a107-fda86354ccdf');
    await readFiles();
    await press('again');
    assert.equal(about('appcs-harbor-shop').mark, 'good', asText(shown()));
    await press(about('harborshoporders').buttons.get("Assign 'id-orders'..."));
    assert.equal(about('harborshoporders').mark, 'good', asText(shown()));
    assert.match(asText(shown()), /Targets: 3\. Working: 2, broken: 1/);
  });

  it('says in its first line that what it was read from has changed, and asks Azure only when it is told to', async () => {
    const outdated =
      /^Diagnosis of [^\n]+\n\nWarning: What this was read from has changed\. Diagnose again\.\n/;
    await diagnose();
    assert.doesNotMatch(asText(shown()), outdated);
    await stage.inventory.refresh({ kind: 'vaults', key: stage.app('inventory').subscription.key });
    stage.telling.fire([stage.app('orders').app.id]);
    assert.doesNotMatch(asText(shown()), outdated);
    stage.telling.fire([stage.app('inventory').app.id]);
    assert.match(asText(shown()), outdated);
    const asked = stage.azure.sandbox.requests.read().total;
    assert.equal(about('kv-shop').mark, 'error');
    assert.equal(stage.azure.sandbox.requests.read().total, asked);
    await press('again');
    assert.doesNotMatch(asText(shown()), outdated);
    const index = stage.reports.length - 1;
    await stage.run(
      'assignUserAssigned',
      target('inventory'),
      { pickMany: ['id-orders'] },
      { confirm: 'yes' },
    );
    assert.match(asText(stage.reports[index]?.report ?? assert.fail()), outdated);
  });

  it('looks whether what was just given is live, with one click', async () => {
    const dialogs = await diagnose(
      { pickOne: "'kv-shop' as a whole" },
      { confirm: 'yes' },
      { pickOne: (await instances())[0] ?? '' },
    );
    await press(about('kv-shop').buttons.get('Grant...'));
    assert.match(
      about('kv-shop').said,
      /'Key Vault Secrets User' was given just now and may not be live yet/,
    );
    assert.deepEqual([...about('kv-shop').buttons.keys()], ['Live Yet?']);
    await press(about('kv-shop').buttons.get('Live Yet?'));
    // Neither identity nor grant is asked for.
    assert.match(asText(shown()), /Key Vault Secrets User[^]*Azure shows the grant/, dialogs.said.join());
  });

  it('asks all identities for test tokens with one click, and says who answered', async () => {
    text = text.replaceAll(/ +client-id: .*/g, '');
    await readFiles();
    await diagnose({ pickOne: (await instances())[0] ?? '' });
    assert.equal(about('appcs-harbor-shop').mark, 'unknown', asText(shown()));
    assert.match(about('appcs-harbor-shop').said, /which of 3 answers is not known/);
    await press('ask-tokens');
    assert.match(evidence('appcs-harbor-shop'), /A test token was of 'id-/);
    assert.notEqual(about('appcs-harbor-shop').mark, 'unknown', asText(shown()));
  });

  it('goes by the variables of the running deployment, which are read before the files', async () => {
    const { files = [] } = stage.files;
    const elsewhere = files.map((one) => ({
      ...one,
      facts: one.facts.map((fact) =>
        fact.kind === 'target' ? { ...fact, isElsewhere: true as const } : fact,
      ),
    }));
    let known: ReadonlyMap<string, string> | undefined;
    Object.defineProperty(stage, 'files', {
      get: () => {
        known = linkedApp(stage.estate.snapshot, stage.app('inventory')).variables;
        return { files: elsewhere };
      },
    });
    await diagnose();
    assert.equal(known?.get('SPRING_PROFILES_ACTIVE'), 'production');
    assert.match(asText(shown()), /'inventory' runs with profile production: .* other profiles is left out/);
  });

  it('looks up what files named so far while the variables are read, and asks no store that is not named', async () => {
    const { files = [] } = stage.files;
    const span = { start: 0, end: 1 };
    const store = {
      kind: 'target',
      service: 'cosmos',
      host: 'cosmos-harbor.documents.azure.com',
      span,
    } as const;
    const named = [...files, { path: 'stock.yml', facts: [{ ...store, asks: { by: 'none' as const } }] }];
    const routes = () => Object.keys(stage.azure.sandbox.requests.read().byRoute).join('\n');
    const asked: string[] = [];
    Object.defineProperty(stage, 'files', {
      get: () => {
        asked.push(routes());
        return { files: named };
      },
    });
    stage.azure.sandbox.requests.reset();
    stage.azure.sandbox.trouble.add({ kind: 'slow', delayMs: 1000, method: 'GET', path: '*/deployments' });
    await diagnose();
    const [first = '', second = '', ...more] = asked;
    assert.deepEqual(more, []);
    assert.doesNotMatch(first, /ResourceGraph/);
    assert.match(second, /ResourceGraph[^]*sqlRoleAssignments|sqlRoleAssignments[^]*ResourceGraph/);
    assert.match(evidence('cosmos-harbor'), /No grant of 'cosmos-harbor' is for|' in 'cosmos-harbor'/);
    const { byRoute } = stage.azure.sandbox.requests.read();
    assert.equal(byRoute['POST /providers/Microsoft.ResourceGraph/resources'], 1);
    assert.doesNotMatch(routes(), /Microsoft\.Cache/);
  });

  it('says so where the variables of the running deployment could not be read', async () => {
    stage.azure.sandbox.trouble.add({
      kind: 'forbidden',
      method: 'GET',
      path: '*/apps/inventory/deployments',
    });
    await diagnose();
    assert.match(
      asText(shown()),
      /environment variables of 'inventory' could not be read: .*deployments\/read/,
    );
  });

  it('says what it could not look at: no folder, a subscription whose roles are private', async () => {
    stage.files = {};
    await diagnose();
    assert.match(asText(shown()), /No folder is linked to 'inventory'/);
    assert.ok(buttonsOf(shown()).has('link-folder'));
  });

  const instances = async () => {
    const { app } = stage.app('inventory');
    await stage.inventory.open({ kind: 'deployments', key: resourceKey(app) });
    const listed = stage.estate.snapshot.deployments.get(resourceKey(app));
    assert.ok(listed?.state === 'ready');
    return listed.value.flatMap((one) => one.instances.map(({ name }) => name));
  };
});
