import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { samplesFolder } from '../../../test/rig/places';
import { packageGrammars } from '../../../test/rules/package-grammars';
import { FolderProjects } from './folder-projects';
import type { ListedFile } from '../ports';

const pom = (version: string) => `<project><parent><groupId>org.springframework.boot</groupId>
<artifactId>spring-boot-starter-parent</artifactId><version>${version}</version></parent></project>`;

describe('the projects of folders', () => {
  let texts: Map<string, string>;
  let listings: string[];
  let projects: FolderProjects;

  beforeEach(() => {
    texts = new Map([
      ['pom.xml', pom('2.7.0')],
      ['src/main/java/A.java', 'class A {}'],
    ]);
    listings = [];
    projects = new FolderProjects(packageGrammars(), async function* (folder) {
      listings.push(folder);
      for (const [path, text] of texts)
        yield await Promise.resolve<ListedFile>({
          path,
          stamp: '',
          read: () => {
            assert.match(path, /pom/, 'only build files are read');
            return Promise.resolve({ path, text });
          },
        });
    });
  });

  const boot = async (path: string) => (await projects.around('/w', path, '')).project.springBoot;

  it('are read once, with the first file that asks; code never does', async () => {
    assert.equal(await boot('src/main/java/A.java'), undefined);
    assert.deepEqual(listings, []);
    assert.equal(await boot('src/main/resources/application.yml'), 2);
    assert.equal(await boot('src/main/resources/application-prod.yml'), 2);
    assert.deepEqual(listings, ['/w']);
  });

  it('follow what is typed into a build file, and what is on disk when read again', async () => {
    await projects.edited('/w', 'pom.xml', pom('3.2.0'));
    assert.equal(await boot('src/main/resources/application.yml'), 3);
    await projects.edited('/w', 'src/main/java/A.java', 'class B {}');
    texts.set('pom.xml', pom('4.0.0'));
    projects.forget('/w');
    assert.equal(await boot('src/main/resources/application.yml'), 4);
  });

  it('are unknown where the folder cannot be read, which keeps no file from being judged', async () => {
    projects = new FolderProjects(packageGrammars(), () => {
      throw new Error('ENOENT');
    });
    assert.equal(await boot('src/main/resources/application.yml'), undefined);
  });

  it('are told nothing new by a file that is judged again as it is, in any of the samples', async () => {
    const samples = fs
      .readdirSync(samplesFolder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .map((file) => ({
        path: path.relative(samplesFolder, file).replaceAll(path.sep, '/'),
        text: fs.readFileSync(file, 'utf8'),
      }));
    projects = new FolderProjects(packageGrammars(), async function* () {
      for (const file of samples)
        yield await Promise.resolve<ListedFile>({
          path: file.path,
          stamp: '',
          read: () => Promise.resolve(file),
        });
    });
    // Code counts from when it was judged first.
    for (const { path: file, text } of samples) await projects.around('/w', file, text);
    for (const { path: file, text } of samples)
      assert.deepEqual(await projects.edited('/w', file, text), [], file);
  });
});
