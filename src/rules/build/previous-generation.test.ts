import { checkRule } from '../../../test/rules/check-rule';

describe('libraries of the previous generation', () => {
  it('are reported wherever they stand', async () => {
    await checkRule(
      'pom.xml',
      `
<project>
  <dependencies>
    <dependency><groupId>com.microsoft.azure</groupId><artifactId>azure-storage-blob</artifactId><version>11.0.0</version></dependency>
                                                                  ^^^^^^^^^^^^^^^^^^ MI302 warning
    <dependency><groupId>com.microsoft.azure</groupId><artifactId>azure-servicebus</artifactId><version>3.6.7</version></dependency>
                                                                  ^^^^^^^^^^^^^^^^ MI302 warning
    <dependency><groupId>com.microsoft.azure</groupId><artifactId>azure-eventhubs-eph</artifactId></dependency>
                                                                  ^^^^^^^^^^^^^^^^^^^ MI302 warning
  </dependencies>
</project>
`,
    );
    await checkRule(
      'build.gradle',
      `
dependencies {
  implementation 'com.microsoft.azure:azure-cosmosdb:2.6.14'
                                      ^^^^^^^^^^^^^^ MI302 warning
  implementation "com.microsoft.azure:azure-eventhubs:$v"
                                      ^^^^^^^^^^^^^^^ MI302 warning
  implementation group: 'com.microsoft.azure', name: 'azure-documentdb', version: '2.6.4'
                                                      ^^^^^^^^^^^^^^^^ MI302 warning
  implementation('com.microsoft.azure:spring-data-cosmosdb:2.3.0')
                                      ^^^^^^^^^^^^^^^^^^^^ MI302 warning
}
`,
    );
    await checkRule(
      'gradle/libs.versions.toml',
      `
[libraries]
vault = { group = "com.microsoft.azure", name = "azure-keyvault-cryptography", version = "1.2.6" }
                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI302 warning
`,
    );
  });

  it('are none where they live on, are of other groups, or are no dependencies', async () => {
    await checkRule(
      'build.gradle',
      `
plugins { id 'com.microsoft.azure.azurefunctions' version '1.11.0' }
// implementation 'com.microsoft.azure:azure-storage-blob:11.0.0'
println 'com.microsoft.azure:azure-storage-blob:11.0.0'
dependencies {
  implementation 'com.microsoft.azure:msal4j:1.26.1'
  implementation 'com.microsoft.azure:azure-servicebus-jms:1.0.2'
  implementation 'com.microsoft.azure:applicationinsights-core:3.4.0'
  implementation 'com.microsoft.azure.functions:azure-functions-java-library:3.0.0'
  implementation 'com.microsoft.azure:azure-functions-java-library:1.0.0'
  implementation 'com.microsoft.azure.kusto:kusto-data:5.0.0'
  implementation 'com.azure:azure-storage-blob:12.25.0'
  implementation 'com.azure:azure-messaging-servicebus:7.15.0'
  implementation 'com.example:azure-storage-blob:11.0.0'
  implementation 'com.microsoft.azure:azure-storage-blob-tools:1.0'
  implementation project(':azure-storage-blob')
}
`,
    );
    await checkRule(
      'pom.xml',
      `
<project>
  <groupId>com.microsoft.azure</groupId>
  <artifactId>azure-storage-blob</artifactId>
  <dependencies>
    <!-- <dependency><groupId>com.microsoft.azure</groupId><artifactId>azure-servicebus</artifactId></dependency> -->
    <dependency><groupId>com.microsoft.azure</groupId><artifactId>azure-spring-apps-maven-plugin</artifactId></dependency>
  </dependencies>
</project>
`,
    );
  });
});
