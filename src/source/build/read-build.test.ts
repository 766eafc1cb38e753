import assert from 'node:assert/strict';
import { packageGrammars } from '../../../test/rules/package-grammars';
import { grammarsOf } from '../grammar/grammars';
import { readSource } from '../read-source';
import { sourceFile } from '../source-file';
import type { BuildFile } from './build-file';

const grammars = packageGrammars();

async function read(path: string, text: string): Promise<BuildFile> {
  const file = sourceFile(path, text);
  assert.ok(file !== undefined);
  await grammars.load(grammarsOf(file.language));
  const [subject] = readSource(file, grammars).subjects;
  assert.ok(subject?.kind === 'build');
  return subject;
}

/** `use group:artifact:version` for each, with a star behind versions that stand under a name. */
async function listed(path: string, text: string): Promise<readonly string[]> {
  const { dependencies } = await read(path, text);
  return dependencies.map(({ use, group, artifact, version }) => {
    const name = version === undefined ? '' : `:${version.text}${version.shared ? '*' : ''}`;
    return `${use} ${group.text}:${artifact.text}${name}`;
  });
}

const gav = (group: string, artifact: string, more = ''): string =>
  `<groupId>${group}</groupId><artifactId>${artifact}</artifactId>${more}`;

describe('a POM', () => {
  it('tells dependencies, managed ones, BOMs, plugins and the parent', async () => {
    assert.deepEqual(
      await listed(
        'pom.xml',
        `<project><parent>${gav('p', 'p', '<version>1</version>')}</parent>
<properties><v.x>2</v.x></properties>
<dependencyManagement><dependencies>
<dependency>${gav('m', 'm', '<version>\${v.x}</version>')}</dependency>
<dependency>${gav('b', 'b', '<type>pom</type><scope>import</scope>')}</dependency>
</dependencies></dependencyManagement>
<dependencies><dependency>${gav('l', 'l', `<version>\${other}</version><exclusions><exclusion>${gav('e', 'e')}</exclusion></exclusions>`)}</dependency></dependencies>
<build><plugins><plugin>${gav('g', 'g')}<dependencies><dependency>${gav('d', 'd')}</dependency></dependencies></plugin></plugins></build>
</project>`,
      ),
      ['parent p:p:1', 'managed m:m:2*', 'bom b:b', 'library l:l', 'plugin g:g', 'plugin d:d'],
    );
  });

  it('does not choose between values of a property', async () => {
    const properties = (value: string): string => `<properties><v>${value}</v></properties>`;
    const dependency = `<dependency>${gav('l', 'l', '<version>${v}</version>')}</dependency>`;
    const profile = `<profiles><profile>${properties('2')}</profile></profiles>`;
    assert.deepEqual(
      await listed('pom.xml', `<project>${properties('1')}${profile}${dependency}</project>`),
      ['library l:l'],
    );
  });

  it('is read as far as it goes while it is typed', async () => {
    for (const typed of [
      '<dependency>',
      '<dependency><groupId>a',
      '<dependency><groupId',
      '<',
      '</',
      '<dep &',
    ])
      assert.deepEqual(
        await listed(
          'pom.xml',
          `<project><dependencies><dependency>${gav('l', 'l')}</dependency>${typed}\n<dependency>${gav('k', 'k')}</dependency></dependencies></project>`,
        ).then((all) => all[0]),
        'library l:l',
        typed,
      );
    assert.deepEqual(
      await listed(
        'pom.xml',
        `<project><dependencies><dependency><groupId>a\n</dependency>\n<dependency>${gav('k', 'k')}</dependency></dependencies>`,
      ),
      ['library k:k'],
    );
  });

  it('tells where its plugin deploys to', async () => {
    const { deployments } = await read(
      'pom.xml',
      `<project><properties><rg>shop-rg</rg></properties><build><plugins><plugin>
${gav('com.microsoft.azure', 'azure-spring-apps-maven-plugin')}
<configuration><subscriptionId>0</subscriptionId><resourceGroup>\${rg}</resourceGroup><clusterName>shop</clusterName><appName>orders</appName></configuration>
</plugin></plugins></build></project>`,
    );
    assert.deepEqual(
      deployments.map(({ app, ...rest }) => ({ app: app.text, ...rest })),
      [{ app: 'orders', service: 'shop', resourceGroup: 'shop-rg', subscriptionId: '0' }],
    );
  });
});

describe('a Gradle script', () => {
  it('names versions in many ways', async () => {
    assert.deepEqual(
      await listed(
        'build.gradle',
        `ext { a = '1'; set('b', '2') }
ext.c = "3"
project.ext['d'] = '4'
def e = '5'
dependencies {
  api "g:a:$a", "g:b:\${b}"
  api "g:c:\${project.ext.c}"
  api "g:d:\${property('d')}"
  api group: 'g', name: 'e', version: e
  api "g:f:\${unknown}", "g:h:" + e
}`,
      ),
      ['library g:a:1*', 'library g:b:2*', 'library g:c:3*', 'library g:d:4*', 'library g:e:5*'].concat([
        ...['library g:f', 'library g:h'],
      ]),
    );
    assert.deepEqual(
      await listed(
        'build.gradle.kts',
        `val a by extra("1")
extra["b"] = "2"
dependencies {
  api("g:a:\${property("a")}") // "g:x:1"
  add("api", "g:b:\${extra["b"]}")
  constraints { api("g:c:3") }
}`,
      ),
      ['library g:a:1*', 'library g:b:2*', 'managed g:c:3'],
    );
  });

  it('is read as far as it goes while it is typed', async () => {
    for (const typed of ["api 'g:x", 'api("g:y:1"', 'api group: ', 'if (a) {', '/', "exclude group: 'x'"])
      assert.ok(
        (await listed('build.gradle', `dependencies {\n  ${typed}\n  api 'g:a:1'\n}`)).length > 0,
        typed,
      );
  });
});
