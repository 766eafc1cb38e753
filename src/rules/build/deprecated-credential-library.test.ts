import assert from 'node:assert/strict';
import { checkRule, findingsIn, said } from '../../../test/rules/check-rule';

describe('MI302 deprecated-credential-library', () => {
  it('reports the libraries and names what took their place', async () => {
    await checkRule(
      'build.gradle',
      `dependencies {
    implementation 'com.microsoft.azure:azure-keyvault:1.2.6'
                                        ^^^^^^^^^^^^^^ MI302 warning
    implementation 'com.microsoft.azure:adal4j:1.6.7', 'com.microsoft.azure:msal4j:1.15.0'
                                        ^^^^^^ MI302
    implementation 'com.azure:azure-identity:1.18.3'
}
`,
    );
  });

  it('names what took the place of libraries that manage resources, also where it is called otherwise', async () => {
    for (const [old, now] of [
      ['compute', 'compute'],
      ['graph-rbac', 'authorization'],
      ['cosmosdb', 'cosmos'],
    ] as const) {
      const text = `dependencies { implementation("com.microsoft.azure:azure-mgmt-${old}:1.41.0") }`;
      const [finding] = await findingsIn('build.gradle.kts', text);
      const successor = `com.azure.resourcemanager:azure-resourcemanager-${now} takes`;
      assert.ok(said(finding).includes(successor), said(finding));
    }
  });

  it('has no fix where the new library is there already, or the version is elsewhere', async () => {
    const old = 'com.microsoft.azure:azure-client-authentication';
    for (const text of [
      `dependencies { api '${old}:1.7.14', 'com.azure:azure-identity:1.18.3' }`,
      `dependencies { api '${old}' }`,
      `dependencies { api "${old}:$v" }`,
    ]) {
      const [finding] = await findingsIn('build.gradle', text);
      assert.deepEqual(finding?.fixes, [], text);
    }
  });
});
