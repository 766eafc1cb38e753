import assert from 'node:assert/strict';
import { packageGrammars } from '../../../test/rules/package-grammars';
import { Projects } from './projects';

const grammars = packageGrammars();

async function projectsOf(files: Readonly<Record<string, string>>): Promise<Projects> {
  const projects = new Projects(grammars);
  for (const [path, text] of Object.entries(files)) await projects.read(path, text);
  return projects;
}

const pom = (inner: string): string => `<project><artifactId>shop</artifactId>${inner}</project>`;
const dependency = (group: string, artifact: string, version = ''): string =>
  `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version></dependency>`;
const parent = (group: string, artifact: string, version: string): string =>
  `<parent><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version></parent>`;

describe('projects of files', () => {
  it('are told by the nearest build file, and what it leaves open by those above', async () => {
    const projects = await projectsOf({
      'pom.xml': pom(
        parent('org.springframework.boot', 'spring-boot-starter-parent', '2.7.18') +
          dependency('com.azure.spring', 'spring-cloud-azure-starter', '4.20.0'),
      ),
      'orders/pom.xml': pom(
        parent('com.example', 'shop', '1') +
          dependency('com.azure.spring', 'spring-cloud-azure-starter', '5.22.0'),
      ),
    });
    assert.deepEqual(projects.factsFor('orders/src/main/java/a/App.java'), {
      legacyStarter: false,
      springBoot: 2,
      springBootMinor: 7,
      springCloudAzure: 5,
    });
    assert.deepEqual(projects.factsFor('orders/pom.xml').springBoot, 2);
  });

  it('have a legacy starter wherever one of them has it', async () => {
    const projects = await projectsOf({
      'build.gradle': `subprojects { dependencies { api 'com.azure.spring:azure-spring-boot-starter:3.14.0' } }`,
      'orders/build.gradle.kts': 'plugins { java }',
    });
    assert.equal(projects.factsFor('orders/src/main/resources/application.yml').legacyStarter, true);
  });

  it('are known to have none only where every build file was read', async () => {
    const isKnown = async (files: Readonly<Record<string, string>>, path = 'a/src/main/resources/b.yml') =>
      (await projectsOf(files)).factsFor(path).legacyStarter;
    const boot = parent('org.springframework.boot', 'spring-boot-starter-parent', '3.4.1');
    assert.equal(await isKnown({}), undefined);
    assert.equal(await isKnown({ 'a/pom.xml': pom(boot) }), false);
    // Another parent may bring one.
    assert.equal(await isKnown({ 'a/pom.xml': pom(parent('com.example', 'company', '1')) }), undefined);
    assert.equal(
      await isKnown({ 'pom.xml': pom(boot), 'a/pom.xml': pom(parent('com.example', 'shop', '1')) }),
      false,
    );
    // The module has a build file that was not read, or none.
    assert.equal(await isKnown({ 'pom.xml': pom(boot) }), undefined);
    assert.equal(await isKnown({ 'pom.xml': pom(boot) }, 'config/b.yml'), undefined);
    for (const open of [
      "apply from: 'azure.gradle'",
      "plugins { id 'com.example.conventions' }",
      'dependencies { api deps.azure }',
      'dependencies { api "com.azure.spring:$starter:1" }',
      'dependencies { api libs.azure }',
    ])
      assert.equal(await isKnown({ 'a/build.gradle': open }), undefined, open);
    assert.equal(await isKnown({ 'a/build.gradle': "plugins { id 'java' }\napply plugin: 'war'" }), false);
  });

  it('have the entries of a catalog that their scripts use', async () => {
    const catalog = `[versions]
boot = "2.7.18"
[libraries]
old-starter = "com.azure.spring:azure-spring-boot-starter:3.14.0"
web = { module = "org.springframework.boot:spring-boot-starter-web", version.ref = "boot" }
`;
    const facts = async (script: string) =>
      (await projectsOf({ 'gradle/libs.versions.toml': catalog, 'a/build.gradle.kts': script })).factsFor(
        'a/src/main/java/App.java',
      );
    assert.deepEqual(await facts('dependencies { implementation(libs.old.starter) }'), {
      legacyStarter: true,
      springBoot: 2,
      springBootMinor: 7,
      names: { boot: '2.7.18' },
    });
    assert.equal((await facts('dependencies { implementation(libs.web) }')).legacyStarter, false);
  });

  it('forget a build file that is gone, and pass over other files', async () => {
    const projects = await projectsOf({
      'build.gradle': `dependencies { api 'com.azure.spring:azure-spring-boot-starter' }`,
      'other.gradle': `dependencies { api 'org.springframework.boot:a:2.7.0' }`,
    });
    assert.deepEqual(projects.factsFor('src/main/java/App.java'), { legacyStarter: true });
    projects.forget('build.gradle');
    assert.deepEqual(projects.factsFor('src/main/java/App.java'), {});
  });

  it('take nothing over from a file above that is not the parent', async () => {
    const projects = await projectsOf({
      'pom.xml': `<project><artifactId>shop</artifactId><parent><groupId>org.springframework.boot</groupId>
        <artifactId>spring-boot-starter-parent</artifactId><version>3.2.0</version></parent></project>`,
      'legacy/pom.xml': '<project><artifactId>legacy</artifactId></project>',
      'orders/pom.xml': `<project><parent><groupId>com.example</groupId><artifactId>shop</artifactId>
        <version>1</version></parent></project>`,
    });
    assert.equal(projects.factsFor('orders/src/main/java/App.java').springBoot, 3);
    assert.equal(projects.factsFor('legacy/src/main/java/App.java').springBoot, undefined);
  });

  it('have compose files of a folder judged again when what one of them starts changes', async () => {
    // Of the same length: settings keep their places.
    const compose = (image: string) =>
      `services:\n  db:\n    image: ${image}\n    environment:\n      DB_PASSWORD: x\n`;
    const projects = await projectsOf({
      'a/compose.yaml': compose('postgres:16'),
      'a/compose.override.yaml': compose('orders:1'),
      'b/compose.yaml': compose('orders:1'),
    });
    assert.deepEqual(projects.manifestsFor('a/compose.override.yaml').images, ['postgres:16']);
    const { dependents } = await projects.read('a/compose.yaml', compose('orders:1.10'));
    assert.deepEqual(dependents, ['a/compose.override.yaml']);
    assert.deepEqual((await projects.read('a/compose.yaml', compose('orders:1.10'))).dependents, []);
    assert.ok(projects.forget('a/compose.yaml').dependents.includes('a/compose.override.yaml'));
    assert.deepEqual(projects.manifestsFor('a/compose.override.yaml').images, []);
  });
});
