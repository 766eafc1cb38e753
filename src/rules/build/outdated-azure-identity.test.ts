import assert from 'node:assert/strict';
import { checkRule, findingsIn } from '../../../test/rules/check-rule';

describe('MI303 outdated-azure-identity', () => {
  it('warns of versions that cannot name an identity, and tells of those that give up early', async () => {
    await checkRule(
      'build.gradle.kts',
      `val old = "1.0.4"
           ^^^^^ MI303 warning
dependencies {
    implementation("com.azure:azure-identity:$old")
    runtimeOnly("com.azure:azure-identity:1.11.4")
                                          ^^^^^^ MI303 info
    api("com.azure:azure-identity:1.12.0")
}
`,
    );
  });

  it('is silent where the version is not literal', async () => {
    for (const version of ['', ':$v', ':1.+', ':[1.0,2.0)', ':latest.release', ':2.0.0'])
      assert.deepEqual(
        await findingsIn('build.gradle', `dependencies { api "com.azure:azure-identity${version}" }`),
        [],
      );
  });
});
