import assert from 'node:assert/strict';
import { packageGrammars } from '../../../test/rules/package-grammars';
import { grammarsOf } from '../../source/grammar/grammars';
import { readSource } from '../../source/read-source';
import { sourceFile } from '../../source/source-file';
import { collectFacts } from '../collect-facts';

const grammars = packageGrammars();
const id = '22222222-2222-4222-8222-2222222222c2';

/** Facts with the text they stand at in place of its offsets. */
async function factsIn(path: string, text: string): Promise<readonly Record<string, unknown>[]> {
  const file = sourceFile(path, text);
  assert.ok(file !== undefined);
  await grammars.load(grammarsOf(file.language));
  return collectFacts(readSource(file, grammars).subjects).map(({ span, ...fact }) => ({
    ...fact,
    at: text.slice(span.start, span.end),
  }));
}

describe('the facts of Java and Kotlin files', () => {
  it('are client IDs where they stand, once each', async () => {
    const facts = await factsIn(
      'App.java',
      `class App { static final String ID = "${id}"; Object a() { b.clientId(ID); return c.managedIdentityClientId(x ? ID : "no guid"); } }`,
    );
    assert.deepEqual(facts, [
      { kind: 'clientId', value: id, where: '.managedIdentityClientId(...)', at: id },
    ]);
  });

  it('tell a constant where it is given, and whether it may be the ID of an application', async () => {
    const facts = await factsIn(
      'App.java',
      `class App { static final String ID = "${id}"; Object a() { return b.clientId(ID); } }`,
    );
    const literal = { start: 38, end: 38 + id.length };
    const about = { literal, where: '.clientId(...)', at: 'ID', isUnclear: true };
    assert.deepEqual(facts, [{ kind: 'clientId', value: id, ...about }]);
  });

  it('are credentials, and whether they name an identity', async () => {
    const facts = await factsIn(
      'App.kt',
      `import com.azure.identity.*
val a = DefaultAzureCredentialBuilder().build()
val b = ManagedIdentityCredentialBuilder().resourceId(r).build()
val c = "jdbc:sqlserver://a;authentication=ActiveDirectoryMSI"`,
    );
    assert.deepEqual(
      facts.map(({ kind, via, named }) => [kind, via, named]),
      [
        ['credential', 'DefaultAzureCredential', false],
        ['credential', 'ManagedIdentityCredential', true],
        ['credential', 'jdbc', false],
      ],
    );
  });

  it('tell where a builder that reads no variable can be given a client ID', async () => {
    const text = `import com.azure.identity.*;
class App { Object a = new ManagedIdentityCredentialBuilder()
  .build(); Object b = new DefaultAzureCredentialBuilder().build(); }`;
    const facts = await factsIn('App.java', text);
    const start = text.indexOf('\n  .build()');
    assert.deepEqual(
      facts.map(({ asks }) => asks),
      [
        { by: 'none', at: { span: { start, end: start }, text: '', around: ['.clientId("', '")'] } },
        { by: 'none', variable: 'AZURE_CLIENT_ID' },
      ],
    );
  });

  it('are the hosts of services, as far as they are literal', async () => {
    const facts = await factsIn(
      'App.java',
      `class App {
  String a = "https://Orders.vault.azure.net/secrets";
  String b = "jdbc:sqlserver://shop.database.windows.net:1433;user=" + user;
  String c = "https://" + name + ".blob.core.windows.net";
  String d = "https://example.com";
}`,
    );
    assert.deepEqual(
      facts.map(({ service, host, at }) => [service, host, at]),
      [
        ['keyVault', 'orders.vault.azure.net', 'Orders.vault.azure.net'],
        ['sql', 'shop.database.windows.net', 'shop.database.windows.net'],
      ],
    );
  });
});
