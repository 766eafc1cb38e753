import assert from 'node:assert/strict';
import { isForeign, isTestSource, languageOf, languageOfText } from './language';

describe('the language of a file', () => {
  const cases: Readonly<Record<string, ReturnType<typeof languageOf>>> = {
    'src/App.java': 'java',
    'src/App.kt': 'kotlin',
    'buildSrc/src/main/java/Libs.java': 'build-code',
    'build-logic/conventions/src/main/kotlin/Libs.kt': 'build-code',
    'buildSrc/src/test/java/LibsTest.java': 'java',
    'Cargo.toml': undefined,
    'web.xml': undefined,
    'orders/pom.xml': 'pom',
    'build.gradle': 'gradle',
    'orders/build.gradle.kts': 'gradle',
    'settings.gradle.kts': 'gradle',
    'init.gradle': undefined,
    'gradle.properties': 'gradle-properties',
    'gradle/libs.versions.toml': 'toml',
    'application-dev.YML': 'yaml',
    'main.tf': 'terraform',
    'deploy.ps1': 'powershell',
    '.github/workflows/deploy.yml': 'workflow',
    'ci/azure-pipelines-nightly.yaml': 'workflow',
    'azure.yaml': 'workflow',
    'my-azure.yaml': 'yaml',
    'src/main/resources/azure.yaml': 'yaml',
    'orders/src/main/resources/pipelines/action.yml': 'yaml',
    'README.md': undefined,
    Makefile: 'shell',
    Dockerfile: 'dockerfile',
    'Dockerfile.md': undefined,
  };
  for (const [path, language] of Object.entries(cases))
    it(`is ${language ?? 'none we read'} for ${path}`, () => {
      assert.equal(languageOf(path), language);
    });
});

it('is Spring configuration that bears the name of a workflow, by its text', () => {
  assert.equal(languageOfText('config/azure.yml', 'spring:\n  cloud:\n'), 'yaml');
  assert.equal(languageOfText('azure.yaml', 'spring.cloud.azure.credential.client-id: x\n'), 'yaml');
  assert.equal(
    languageOfText('azure.yaml', 'name: shop\nservices:\n  spring:\n    host: springapp\n'),
    'workflow',
  );
});

describe('what is not reported', () => {
  it('are test sources, by folder or by name', () => {
    for (const path of [
      'src/test/java/App.java',
      'orders/src/integrationTest/kotlin/App.kt',
      'src/main/java/AppTest.java',
      'src/main/java/AppTests.kt',
    ])
      assert.ok(isTestSource(path), path);
  });

  it('is nothing that merely sounds like a test', () => {
    for (const path of ['src/main/java/Latest.java', 'test/App.java', 'src/main/java/TestController.java'])
      assert.ok(!isTestSource(path), path);
  });

  it('are folders that tools fill', () => {
    assert.ok(isForeign('orders/target/classes/application.yml'));
    assert.ok(isForeign('node_modules/a/b.json'));
    assert.ok(!isForeign('src/main/java/target.java'));
  });
});
