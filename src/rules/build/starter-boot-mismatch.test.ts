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

  it('knows which major versions fit Spring Boot 3.5 and 4', async () => {
    const ids = async (version: string, springBoot: number, springBootMinor?: number) => {
      const project = { springBoot, ...(springBootMinor !== undefined && { springBootMinor }) };
      return (await findingsIn('build.gradle', starter(version), { project })).map(({ rule }) => rule.id);
    };
    for (const [version, boot, minor] of [
      ['5.22.0', 3, 5],
      ['6.6.0', 3, 5],
      ['6.6.0', 3, undefined],
      ['7.4.0', 4, 0],
      ['8.0.0', 4, 1],
      ['4.20.0', 2, 7],
    ] as const)
      assert.deepEqual(await ids(version, boot, minor), [], `${version} with ${boot}.${minor ?? '?'}`);
    for (const [version, boot, minor] of [
      ['5.22.0', 4, 0],
      ['6.6.0', 3, 4],
      ['6.6.0', 4, 0],
      ['7.4.0', 3, 5],
      ['4.20.0', 3, 1],
      ['5.22.0', 2, 7],
    ] as const)
      assert.deepEqual(await ids(version, boot, minor), ['MI304'], `${version} with ${boot}.${minor}`);
  });

  it('is silent where either version is not known, and where both fit', async () => {
    assert.deepEqual(await findingsIn('build.gradle', starter('4.19.0')), []);
    assert.deepEqual(await findingsIn('build.gradle', starter('4.19.0'), { project: { springBoot: 2 } }), []);
    assert.deepEqual(await findingsIn('build.gradle', starter('$v'), { project: { springBoot: 3 } }), []);
  });
});
