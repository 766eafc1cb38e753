import { say } from '../../lifecycle/text';
import type { Dependency } from '../../source/build/build-file';
import type { EditFix } from '../finding';
import type { SubjectRule } from '../rule';
import { recentAzureIdentity } from './recent-versions';
import { Versions } from './versions';

/** Libraries of `com.microsoft.azure`, and what took their place. */
const successors: ReadonlyMap<string, string> = new Map([
  ['azure-client-authentication', 'com.azure:azure-identity'],
  ['azure-client-runtime', 'com.azure:azure-core'],
  ['azure-keyvault', 'com.azure:azure-security-keyvault-secrets (-keys, -certificates)'],
  ['azure-keyvault-core', 'com.azure:azure-security-keyvault-secrets (-keys, -certificates)'],
  ['adal4j', 'com.azure:azure-identity'],
  ['azure', 'com.azure.resourcemanager:azure-resourcemanager'],
  ['azure-storage', 'com.azure:azure-storage-blob (-queue, -file-share)'],
  ['azure-storage-blob', 'com.azure:azure-storage-blob'],
  ['azure-storage-queue', 'com.azure:azure-storage-queue'],
  ['azure-storage-file', 'com.azure:azure-storage-file-share'],
  ['azure-storage-common', 'com.azure:azure-storage-common'],
  ['azure-servicebus', 'com.azure:azure-messaging-servicebus'],
  ['azure-eventhubs', 'com.azure:azure-messaging-eventhubs'],
  ['azure-eventhubs-eph', 'com.azure:azure-messaging-eventhubs-checkpointstore-blob'],
  ['azure-eventhubs-extensions', 'com.azure:azure-messaging-eventhubs'],
  ['azure-eventgrid', 'com.azure:azure-messaging-eventgrid'],
  ['azure-cosmos', 'com.azure:azure-cosmos'],
  ['azure-cosmosdb', 'com.azure:azure-cosmos'],
  ['azure-cosmosdb-gateway', 'com.azure:azure-cosmos'],
  ['azure-documentdb', 'com.azure:azure-cosmos'],
  ['azure-documentdb-rx', 'com.azure:azure-cosmos'],
  ['documentdb-bulkexecutor', 'com.azure:azure-cosmos'],
  ['spring-data-cosmosdb', 'com.azure:azure-spring-data-cosmos'],
  ['azure-keyvault-webkey', 'com.azure:azure-security-keyvault-keys'],
  ['azure-keyvault-cryptography', 'com.azure:azure-security-keyvault-keys'],
  ['azure-keyvault-extensions', 'com.azure:azure-security-keyvault-keys'],
  ['azure-keyvault-complete', 'com.azure:azure-security-keyvault-secrets (-keys, -certificates)'],
  ['azure-arm-client-runtime', 'com.azure:azure-core-management'],
  ['azure-data-lake-store-sdk', 'com.azure:azure-storage-file-datalake'],
  ['azure-loganalytics', 'com.azure:azure-monitor-query'],
  ['azure-applicationinsights-query', 'com.azure:azure-monitor-query'],
]);

/** Libraries that manage resources and did not keep their name, as Maven Central tells of each. */
const renamed: ReadonlyMap<string, string> = new Map([
  ['graph-rbac', 'authorization'],
  ['cosmosdb', 'cosmos'],
  ['documentdb', 'cosmos'],
  ['locks', 'resources'],
]);

/** Once for each: a program that is moved changes its code first, so that only one fix of a name makes sense. */
export const deprecatedCredentialLibrary: SubjectRule<'build'> = {
  id: 'MI302',
  name: 'deprecated-credential-library',
  title: say('A library of the previous generation of the Azure SDK is no longer maintained.'),
  severity: 'warning',
  subject: 'build',
  literals: ['com.microsoft.azure'],
  *check(file) {
    const versions = new Versions(file);
    const hasSuccessor = file.dependencies.some(({ artifact }) => artifact.text === 'azure-identity');
    for (const one of file.dependencies) {
      const successor = successorOf(one);
      if (successor === undefined) continue;
      yield {
        span: one.artifact.span,
        message: say(
          "'{0}' is of the previous generation of the Azure SDK and no longer maintained. {1} takes its place.",
          one.artifact.text,
          successor,
        ),
        tags: ['deprecated'],
        fixes: hasSuccessor ? [] : fixesOf(one, versions),
      };
    }
  },
};

function successorOf({ group, artifact, use }: Dependency): string | undefined {
  if (group.text !== 'com.microsoft.azure' || use === 'plugin' || use === 'parent') return undefined;
  const management = /^azure-mgmt-([\w-]+)$/.exec(artifact.text)?.[1];
  return management === undefined
    ? successors.get(artifact.text)
    : `com.azure.resourcemanager:azure-resourcemanager-${renamed.get(management) ?? management}`;
}

/** Where the version is here as well: no other file knows one for the new library. */
function fixesOf(one: Dependency, versions: Versions): readonly EditFix[] {
  const version = versions.change(new Set([one]), recentAzureIdentity);
  if (one.artifact.text !== 'azure-client-authentication' || version.length === 0) return [];
  const edits = [
    { span: one.group.span, text: 'com.azure' },
    { span: one.artifact.span, text: 'azure-identity' },
    ...version,
  ];
  return [{ kind: 'edit', title: say("Replace by 'com.azure:azure-identity'"), safe: false, edits }];
}
