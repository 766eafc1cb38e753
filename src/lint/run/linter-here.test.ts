import assert from 'node:assert/strict';

import { packageGrammars } from '../../../test/rules/package-grammars';
import { LinterHere } from './linter-here';

const code = `import com.azure.identity.ManagedIdentityCredentialBuilder;
class Vault {
    Object credential = new ManagedIdentityCredentialBuilder().build();
}
`;

describe('the linter on this very thread', () => {
  const linter = new LinterHere(packageGrammars());
  const judge = (text: string, folder?: string) =>
    linter.judge({ key: 'a', path: 'src/Vault.java', text, ...(folder !== undefined && { folder }) });
  const rules = async (text: string) => (await judge(text)).findings.map(({ rule }) => rule.id);

  it('judges a text, and the next one of the same document', async () => {
    const found = await rules(code);
    assert.ok(found.length > 0);
    assert.deepEqual(await rules(code.replace('new Managed', 'null; // ')), []);
    assert.deepEqual(await rules(code), found);
    linter.close('a');
    assert.deepEqual(await rules(code), found);
  });

  it('says the same wherever the folder is: it reads none', async () => {
    assert.deepEqual(await judge(code, '/there/is/none'), await judge(code));
  });
});
