import assert from 'node:assert/strict';
import { packageGrammars } from '../../../test/rules/package-grammars';
import { FolderProjects } from '../project/folder-projects';
import { OpenDocuments } from './open-documents';
import type { ListedFile } from '../ports';

const resources = 'src/main/resources';
const on = 'spring.cloud.azure.credential.managed-identity-enabled: true\n';
const id = 'spring.cloud.azure.credential.client-id: ${ID}\n';
const code = 'class A { Object a = new DefaultAzureCredentialBuilder().build(); }';

describe('documents that are open', () => {
  let files: Map<string, string>;
  let documents: OpenDocuments;

  beforeEach(() => {
    const grammars = packageGrammars();
    files = new Map();
    const projects = new FolderProjects(grammars, async function* () {
      for (const [path, text] of files)
        yield await Promise.resolve<ListedFile>({
          path,
          stamp: text,
          read: () => Promise.resolve({ path, text }),
        });
    });
    documents = new OpenDocuments(grammars, projects, (work) => work());
  });

  async function judge(path: string, text: string) {
    const { findings, dependents } = await documents.judge({ key: path, path, folder: '/w', text });
    return { ids: findings.map(({ rule }) => rule.id), dependents };
  }

  it('are judged by what other files of their module hold', async () => {
    files.set(`${resources}/application-azure.yml`, on);
    assert.deepEqual((await judge(`${resources}/application.yml`, id)).ids, []);
    files.clear();
    assert.deepEqual((await judge(`other/${resources}/application.yml`, id)).ids, ['MI202']);
  });

  it('name those that are to be judged again when their settings change, and no others', async () => {
    const [base, azure] = [`a/${resources}/application.yml`, `a/${resources}/application-azure.yml`];
    files.set(base, id).set(azure, on).set(`b/${resources}/application.yml`, id);
    await judge('a/src/main/java/A.java', code);
    assert.equal((await judge(azure, on)).dependents, undefined);
    const changed = await judge(azure, on.replace('true', 'false'));
    assert.deepEqual(changed.dependents, [base, 'a/src/main/java/A.java']);
    assert.deepEqual((await judge(base, id)).dependents, undefined);
    assert.deepEqual((await judge(azure, '# nothing\n')).dependents, [base, 'a/src/main/java/A.java']);
    assert.deepEqual((await judge(base, id)).ids, ['MI202']);
  });

  it('take no notice of comments and blanks in other files', async () => {
    const azure = `${resources}/application-azure.yml`;
    files.set(`${resources}/application.yml`, id).set(azure, on);
    await judge(azure, on);
    assert.equal((await judge(azure, `${on}# spring\n`)).dependents, undefined);
  });
});
