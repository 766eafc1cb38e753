import { checkRule } from '../../../test/rules/check-rule';

describe('MI305 app-configuration-boot-mismatch', () => {
  it('reports libraries of Spring Boot 2 beside a newer one', async () => {
    await checkRule(
      'pom.xml',
      `
<project>
  <parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>3.1.1</version></parent>
  <dependencies>
    <dependency>
      <groupId>com.azure.spring</groupId>
      <artifactId>azure-spring-cloud-appconfiguration-config-web</artifactId>
                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI305 warning
      <version>2.11.0</version>
    </dependency>
    <dependency>
      <groupId>com.azure.spring</groupId>
      <artifactId>azure-spring-cloud-feature-management-web</artifactId>
                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI305 warning
    </dependency>
  </dependencies>
</project>
`,
    );
    await checkRule(
      'build.gradle',
      `
plugins { id 'org.springframework.boot' version '3.4.0' }
dependencies {
  implementation 'com.azure.spring:azure-spring-cloud-appconfiguration-config:2.9.0'
                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI305 warning
  implementation group: 'com.azure.spring', name: 'azure-spring-cloud-starter-appconfiguration-config', version: '2.11.0'
                                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI305 warning
}
`,
    );
    await checkRule(
      'build.gradle.kts',
      `
plugins { id("org.springframework.boot") version "4.0.1" }
dependencies {
  implementation("com.azure.spring:azure-spring-cloud-feature-management:2.10.0")
                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI305 warning
}
`,
    );
    await checkRule(
      'gradle/libs.versions.toml',
      `
[plugins]
boot = { id = "org.springframework.boot", version = "3.3.2" }
[libraries]
config = { module = "com.azure.spring:azure-spring-cloud-appconfiguration-config", version = "2.8.0" }
                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI305 warning
`,
    );
  });

  it('is silent beside Spring Boot 2, beside an unknown one, and for other names and groups', async () => {
    await checkRule(
      'pom.xml',
      `
<project>
  <parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>2.7.18</version></parent>
  <dependencies>
    <dependency>
      <groupId>com.azure.spring</groupId>
      <artifactId>azure-spring-cloud-appconfiguration-config-web</artifactId>
      <version>2.11.0</version>
    </dependency>
  </dependencies>
</project>
`,
    );
    await checkRule(
      'open/pom.xml',
      `
<project>
  <parent><groupId>com.example</groupId><artifactId>company</artifactId><version>3.1.1</version></parent>
  <dependencies>
    <dependency><groupId>com.azure.spring</groupId><artifactId>azure-spring-cloud-feature-management</artifactId><version>2.11.0</version></dependency>
  </dependencies>
</project>
`,
    );
    await checkRule(
      'build.gradle',
      `
plugins { id 'org.springframework.boot' version '3.4.0' }
// implementation 'com.azure.spring:azure-spring-cloud-appconfiguration-config:2.9.0'
println 'com.azure.spring:azure-spring-cloud-appconfiguration-config:2.9.0'
dependencies {
  implementation 'com.azure.spring:spring-cloud-azure-appconfiguration-config:5.22.0'
  implementation 'com.azure.spring:spring-cloud-azure-starter-appconfiguration-config:5.22.0'
  implementation 'com.azure.spring:spring-cloud-azure-feature-management-web:5.22.0'
  implementation 'com.example:azure-spring-cloud-appconfiguration-config:2.9.0'
  implementation 'com.azure:azure-data-appconfiguration:1.6.0'
  implementation project(':azure-spring-cloud-appconfiguration-config')
  implementation 'com.azure.spring:azure-spring-cloud-appconfiguration-config:4.0.0'
  implementation 'com.azure.spring:azure-spring-cloud-
}
`,
    );
    await checkRule(
      'build.gradle.kts',
      `
plugins { id("org.springframework.boot") version "2.7.5" }
dependencies { implementation("com.azure.spring:azure-spring-cloud-feature-management:2.10.0") }
`,
    );
  });
});
