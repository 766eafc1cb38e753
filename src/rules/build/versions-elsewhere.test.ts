import assert from 'node:assert/strict';
import { packageGrammars } from '../../../test/rules/package-grammars';
import { checkRule, findingsIn } from '../../../test/rules/check-rule';
import { Projects } from '../../lint/project/projects';

const grammars = packageGrammars();

/** The rules that report something in one of the build files of a project, with its line, counted from 1. */
async function reportedIn(files: Readonly<Record<string, string>>, path: string): Promise<readonly string[]> {
  const projects = new Projects(grammars);
  for (const [name, text] of Object.entries(files)) await projects.read(name, text);
  const text = files[path] ?? '';
  const found = await findingsIn(path, text, { project: projects.factsFor(path) });
  return found.map(({ rule, span }) => `${rule.id}:${text.slice(0, span.start).split('\n').length}`);
}

const identity = (version: string) =>
  `<dependency><groupId>com.azure</groupId><artifactId>azure-identity</artifactId><version>${version}</version></dependency>`;
const parent = '<parent><groupId>g</groupId><artifactId>shop</artifactId><version>1</version></parent>';
const properties = (text: string) => `<properties>${text}</properties>`;

describe('versions that stand elsewhere', () => {
  it('are those of properties of the parents of a POM', async () => {
    const child = `<project>${parent}<artifactId>a</artifactId><dependencies>${identity('${identity.version}')}</dependencies></project>`;
    const root = (inner: string, name = 'shop') =>
      `<project><artifactId>${name}</artifactId>${inner}</project>`;
    const old = properties('<identity.version>1.5.0</identity.version>');
    assert.deepEqual(await reportedIn({ 'pom.xml': root(old), 'a/pom.xml': child }, 'a/pom.xml'), [
      'MI303:1',
    ]);
    const between = `<project>${parent}<artifactId>shop</artifactId></project>`;
    assert.deepEqual(
      await reportedIn({ 'pom.xml': root(old), 'm/pom.xml': between, 'm/a/pom.xml': child }, 'm/a/pom.xml'),
      ['MI303:1'],
    );
    // Its own property is stronger, the nearest parent's is, and a POM above that is no parent does not count.
    for (const files of [
      {
        'pom.xml': root(old),
        'a/pom.xml': child.replace(
          '<dep',
          `${properties('<identity.version>1.18.3</identity.version>')}<dep`,
        ),
      },
      { 'pom.xml': root(properties('<identity.version>1.18.3</identity.version>')), 'a/pom.xml': child },
      { 'pom.xml': root(old, 'tools'), 'a/pom.xml': child },
      { 'pom.xml': root(properties('<identity.version>${other}</identity.version>')), 'a/pom.xml': child },
      { 'pom.xml': root(''), 'a/pom.xml': child },
      { 'a/pom.xml': child },
    ])
      assert.deepEqual(await reportedIn(files, 'a/pom.xml'), []);
  });

  it('are those of gradle.properties, scripts above and catalogs', async () => {
    const uses = (version: string) =>
      `dependencies {\n  implementation "com.azure:azure-identity:${version}"\n}\n`;
    for (const [files, path] of [
      [
        { 'gradle.properties': 'identityVersion=1.5.0\n', 'build.gradle': uses('${identityVersion}') },
        'build.gradle',
      ],
      [{ 'gradle.properties': 'a = 1.5.0\r\n', 'b/build.gradle': uses('$a') }, 'b/build.gradle'],
      [
        {
          'build.gradle': "ext { identity = '1.5.0' }\n",
          'b/build.gradle': uses('${rootProject.ext.identity}'),
        },
        'b/build.gradle',
      ],
      [
        {
          'build.gradle.kts': 'extra["identity"] = "1.5.0"\n',
          'b/build.gradle.kts': uses('${property("identity")}'),
        },
        'b/build.gradle.kts',
      ],
      [
        {
          'gradle/libs.versions.toml': '[versions]\nidentity = "1.5.0"\n',
          'build.gradle.kts': uses('${libs.versions.identity.get()}'),
        },
        'build.gradle.kts',
      ],
    ] as const)
      assert.deepEqual(await reportedIn(files, path), ['MI303:2'], JSON.stringify(files));
    for (const [files, path] of [
      [
        { 'gradle.properties': 'identityVersion=1.18.3\n', 'build.gradle': uses('${identityVersion}') },
        'build.gradle',
      ],
      [{ 'gradle.properties': 'other=1.5.0\n', 'build.gradle': uses('$identityVersion') }, 'build.gradle'],
      [
        {
          'gradle.properties': 'identityVersion=1.5.0\n',
          'build.gradle': `def identityVersion = '1.18.3'\n${uses('$identityVersion')}`,
        },
        'build.gradle',
      ],
      [
        { 'gradle.properties': '# identityVersion=1.5.0\n', 'build.gradle': uses('$identityVersion') },
        'build.gradle',
      ],
      [
        { 'a/gradle.properties': 'identityVersion=1.5.0\n', 'b/build.gradle': uses('$identityVersion') },
        'b/build.gradle',
      ],
    ] as const)
      assert.deepEqual(await reportedIn(files, path), [], JSON.stringify(files));
  });

  it('decide which version of Spring Boot there is', async () => {
    const files = {
      'gradle.properties': 'bootVersion=3.2.1\n',
      'build.gradle': `plugins { id 'org.springframework.boot' version "\${bootVersion}" }\ndependencies { implementation 'com.azure.spring:spring-cloud-azure-starter:4.19.0' }\n`,
    };
    assert.deepEqual(await reportedIn(files, 'build.gradle'), ['MI304:2']);
  });
});

describe('versions in other forms', () => {
  it('are read where they are forced, strict, or of a catalog in settings', async () => {
    await checkRule(
      'build.gradle',
      `
configurations.all {
  resolutionStrategy.force 'com.azure:azure-identity:1.5.0'
                                                     ^^^^^ MI303 info
  resolutionStrategy { force 'a:b:1', 'com.azure:azure-identity:1.4.0' }
                                                                ^^^^^ MI303 info
}
dependencies {
  implementation('com.azure:azure-identity') { version { strictly '1.6.0' } }
                                                                   ^^^^^ MI303 info
  constraints { implementation('com.azure:azure-identity:1.7.0') }
                                                         ^^^^^ MI303 info
}
`,
    );
    await checkRule(
      'settings.gradle.kts',
      `
dependencyResolutionManagement {
  versionCatalogs {
    create("libs") {
      library("azure-identity", "com.azure:azure-identity:1.5.0")
                                                          ^^^^^ MI303 info
      library("identity", "com.azure", "azure-identity").version("1.4.0")
                                                                  ^^^^^ MI303 info
    }
  }
}
`,
    );
  });

  it('are those of maps, sets and catalogs that a script holds', async () => {
    for (const [path, text, line] of [
      [
        'build.gradle',
        `ext.all = [identity: '1.5.0']\ndependencies {\n  implementation "com.azure:azure-identity:\${all.identity}"\n}`,
        1,
      ],
      [
        'build.gradle.kts',
        `val all = mapOf("identity" to "1.5.0")\ndependencies { implementation("com.azure:azure-identity:\${all.identity}") }`,
        1,
      ],
      [
        'build.gradle',
        `dependencyManagement {\n  dependencies {\n    dependencySet(group: 'com.azure', version: '1.5.0') { entry 'azure-identity' }\n  }\n}`,
        3,
      ],
      [
        'settings.gradle',
        `dependencyResolutionManagement { versionCatalogs { libs {\n  version('azure', '1.5.0')\n  library('identity', 'com.azure', 'azure-identity').versionRef('azure')\n} } }`,
        2,
      ],
    ] as const)
      assert.deepEqual(await reportedIn({ [path]: text }, path), [`MI303:${line}`], text);
  });

  it('are those of scripts in the folder of Gradle', async () => {
    const uses = `apply from: 'gradle/all.gradle'\ndependencies {\n  implementation "com.azure:azure-identity:\${all.identity}"\n}`;
    for (const [script, expected] of [
      ["ext.all = [identity: '1.5.0']", ['MI303:3']],
      ["ext.all = [identity: '1.18.3']", []],
    ] as const)
      assert.deepEqual(
        await reportedIn({ 'build.gradle': uses, 'gradle/all.gradle': script }, 'build.gradle'),
        expected,
      );
  });

  it('are told once where several dependencies have one', async () => {
    const text = `def old = '1.5.0'\ndependencies {\n  implementation "com.azure:azure-identity:$old"\n  testImplementation "com.azure:azure-identity:$old"\n}`;
    assert.deepEqual(await reportedIn({ 'build.gradle': text }, 'build.gradle'), ['MI303:1']);
  });

  it('are none in other calls, comments and newer ones', async () => {
    await checkRule(
      'build.gradle',
      `
configurations.all {
  resolutionStrategy.force 'com.azure:azure-identity:1.18.3'
  resolutionStrategy.cacheChangingModulesFor 0, 'seconds'
  // resolutionStrategy.force 'com.azure:azure-identity:1.5.0'
}
println 'force com.azure:azure-identity:1.5.0'
task copy { force 'com.azure:azure-identity:1.5.0' }
dependencies {
  implementation('com.azure:azure-identity') { exclude group: 'io.netty' }
  implementation('com.azure:azure-identity') { version { strictly '1.18.3' } }
}
`,
    );
    await checkRule(
      'settings.gradle.kts',
      `
rootProject.name = "com.azure:azure-identity:1.5.0"
include("azure-identity")
dependencyResolutionManagement {
  versionCatalogs { create("libs") { library("identity", "com.azure", "azure-identity").versionRef("azure") } }
}
`,
    );
  });
});
