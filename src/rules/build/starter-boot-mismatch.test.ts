import assert from 'node:assert/strict';
import { checkRule, findingsIn } from '../../../test/rules/check-rule';

const starter = (version: string): string =>
  `dependencies { api 'com.azure.spring:spring-cloud-azure-starter:${version}' }`;

describe('MI304 starter-boot-mismatch', () => {
  it('reports a version by name once, where it stands', async () => {
    await checkRule(
      'gradle/libs.versions.toml',
      `[versions]
azure = "5.19.0"
         ^^^^^^ MI304 warning
[libraries]
a = { module = "com.azure.spring:spring-cloud-azure-dependencies", version.ref = "azure" }
b = { module = "com.azure.spring:spring-cloud-azure-starter", version.ref = "azure" }
[plugins]
boot = "org.springframework.boot:2.7.18"
`,
    );
  });

  it('takes the version of Spring Boot from files above', async () => {
    const found = await findingsIn('orders/build.gradle', starter('4.19.0'), { project: { springBoot: 3 } });
    assert.deepEqual(
      found.map(({ rule }) => rule.id),
      ['MI304'],
    );
  });

  it('knows no version for Spring Boot 4', async () => {
    const [finding] = await findingsIn('build.gradle', starter('4.19.0'), { project: { springBoot: 4 } });
    assert.deepEqual(finding?.fixes, []);
    assert.deepEqual(await findingsIn('build.gradle', starter('5.22.0'), { project: { springBoot: 4 } }), []);
  });

  it('is silent where either version is not known, and where both fit', async () => {
    assert.deepEqual(await findingsIn('build.gradle', starter('4.19.0')), []);
    assert.deepEqual(await findingsIn('build.gradle', starter('4.19.0'), { project: { springBoot: 2 } }), []);
    assert.deepEqual(await findingsIn('build.gradle', starter('$v'), { project: { springBoot: 3 } }), []);
  });
});
