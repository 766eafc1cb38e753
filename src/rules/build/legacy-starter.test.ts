import assert from 'node:assert/strict';
import { checkRule, findingsIn, fixed, said } from '../../../test/rules/check-rule';
import { applyEdits } from '../../source/span';

describe('MI301 legacy-starter', () => {
  it('knows every notation of Gradle', async () => {
    await checkRule(
      'build.gradle',
      `dependencyManagement {
    imports { mavenBom "com.azure.spring:azure-spring-boot-bom:\${azureVersion}" }
                                         ^^^^^^^^^^^^^^^^^^^^^ MI301 warning
}
dependencies {
    implementation('com.azure.spring:azure-spring-boot-starter') { exclude group: 'x' }
                                     ^^^^^^^^^^^^^^^^^^^^^^^^^ MI301
    api group: 'com.microsoft.azure', name: 'azure-keyvault-secrets-spring-boot-starter', version: '2.3.5'
                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI301
    implementation platform('com.azure.spring:azure-spring-cloud-dependencies:2.14.0')
                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI301
    // implementation 'com.azure.spring:azure-spring-boot-starter'
}
`,
    );
  });

  it('knows Kotlin scripts and version catalogs', async () => {
    await checkRule(
      'build.gradle.kts',
      `dependencies {
    implementation("com.azure.spring", "azure-spring-boot-starter-cosmos", "3.14.0")
                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI301
    runtimeOnly(group = "com.azure.spring", name = "azure-spring-boot")
                                                    ^^^^^^^^^^^^^^^^^ MI301
}
`,
    );
    await checkRule(
      'gradle/libs.versions.toml',
      `[libraries]
a = "com.azure.spring:azure-spring-cloud-starter-cache:2.14.0"
                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI301
b = { group = "com.azure.spring", name = "azure-spring-cloud-context" }
                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^ MI301
`,
    );
  });

  it('is silent on what is maintained, on plugins, and on projects of like names', async () => {
    await checkRule(
      'pom.xml',
      `<project>
  <groupId>com.microsoft.azure</groupId>
  <artifactId>azure-spring-boot-starter</artifactId>
  <dependencies>
    <dependency><groupId>com.azure.spring</groupId><artifactId>spring-cloud-azure-starter</artifactId></dependency>
    <dependency><groupId>com.azure.spring</groupId><artifactId>azure-spring-cloud-appconfiguration-config</artifactId></dependency>
    <dependency><groupId>com.microsoft.azure</groupId><artifactId>applicationinsights-spring-boot-starter</artifactId></dependency>
    <dependency><groupId>com.microsoft.azure</groupId><artifactId>msal4j</artifactId></dependency>
    <dependency><groupId>com.example</groupId><artifactId>azure-spring-boot-starter</artifactId></dependency>
    <!-- <dependency><groupId>com.azure.spring</groupId><artifactId>azure-spring-boot-starter</artifactId></dependency> -->
  </dependencies>
  <build><plugins><plugin>
    <groupId>com.microsoft.azure</groupId><artifactId>azure-spring-boot-starter-plugin</artifactId>
  </plugin></plugins></build>
</project>
`,
    );
  });

  it('replaces all of a file, with a version by name that only they use', async () => {
    const text = `<project>
  <properties><azure.version>3.14.0</azure.version></properties>
  <dependencyManagement><dependencies><dependency>
    <groupId>com.azure.spring</groupId><artifactId>azure-spring-boot-bom</artifactId>
    <version>\${azure.version}</version><type>pom</type><scope>import</scope>
  </dependency></dependencies></dependencyManagement>
  <dependencies><dependency>
    <groupId>com.microsoft.azure</groupId><artifactId>azure-active-directory-spring-boot-starter</artifactId>
  </dependency></dependencies>
</project>
`;
    const found = await findingsIn('pom.xml', text, { project: { springBoot: 3 } });
    const fix = found[1]?.fixes?.[0];
    assert.ok(found.length === 2 && fix?.kind === 'edit');
    const after = applyEdits(text, fix.edits);
    assert.match(after, /<azure\.version>5\.22\.0</);
    assert.match(after, /<groupId>com\.azure\.spring<.*>spring-cloud-azure-starter-active-directory</);
    assert.deepEqual(await findingsIn('pom.xml', after, { project: { springBoot: 3 } }), []);
  });

  it('leaves a version that others use as well', async () => {
    const text = await fixed(
      'build.gradle',
      `ext.v = '3.14.0'\ndependencies {\n  api "com.azure.spring:azure-spring-boot-starter:$v"\n  api "com.example:x:$v"\n}\n`,
    );
    assert.match(text, /^ext\.v = '3\.14\.0'\n.*\n.*spring-cloud-azure-starter:\$v"/);
  });

  it('has no fix where several artifacts took the place, and says which', async () => {
    const [finding] = await findingsIn(
      'build.gradle',
      `dependencies { api 'com.azure.spring:azure-spring-boot-starter-storage:3.14.0' }`,
    );
    assert.match(said(finding), /storage-blob' and 'spring-cloud-azure-starter-storage-file-share'/);
    assert.deepEqual(finding?.fixes, []);
  });

  it('is silenced by a comment', async () => {
    const dependency = (comment: string): string =>
      `<project><dependencies><dependency>\n<groupId>com.azure.spring</groupId>\n${comment}\n<artifactId>azure-spring-boot-starter</artifactId>\n</dependency></dependencies></project>`;
    assert.deepEqual(
      await findingsIn('pom.xml', dependency('<!-- managed-identity:ignore MI301 moved next year -->')),
      [],
    );
    assert.deepEqual(
      await findingsIn(
        'libs.versions.toml',
        '[libraries]\n# managed-identity:ignore MI301 later\na = "com.azure.spring:azure-spring-boot:3.0.0"\n',
      ),
      [],
    );
    assert.deepEqual(
      await findingsIn(
        'build.gradle',
        "dependencies { api 'com.azure.spring:azure-spring-boot:3.0.0' // managed-identity:ignore MI301 later\n}",
      ),
      [],
    );
  });
});
