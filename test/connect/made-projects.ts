import type { ProjectFile, ProjectFiles } from '../../src/actions/connect/project';

/** Versions of Spring Boot that the builds of the made-up projects have. */
export const boots = ['2.7.18', '3.3.5', '3.5.6', '4.0.1'] as const;
export type Boot = (typeof boots)[number];

/** Builds as people write them, with a comment and tabs here and there. */
export const builds: Readonly<Record<string, (boot: Boot) => readonly ProjectFile[]>> = {
  'a POM with a parent': (boot) => [
    {
      path: 'pom.xml',
      text: `<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <parent>
    <groupId>org.springframework.boot</groupId>
    <artifactId>spring-boot-starter-parent</artifactId>
    <version>${boot}</version>
  </parent>
  <groupId>com.example</groupId>
  <artifactId>shop</artifactId>
  <version>1</version>
  <dependencies>
    <!-- the web -->
    <dependency>
      <groupId>org.springframework.boot</groupId>
      <artifactId>spring-boot-starter-web</artifactId>
    </dependency>
  </dependencies>
  <build><plugins/></build>
</project>
`,
    },
  ],
  'a POM with BOMs and tabs': (boot) => [
    {
      path: 'pom.xml',
      text: `<project>
\t<modelVersion>4.0.0</modelVersion>
\t<groupId>com.example</groupId>
\t<artifactId>shop</artifactId>
\t<version>1</version>
\t<properties><boot.version>${boot}</boot.version></properties>
\t<dependencyManagement>
\t\t<dependencies>
\t\t\t<dependency>
\t\t\t\t<groupId>org.springframework.boot</groupId>
\t\t\t\t<artifactId>spring-boot-dependencies</artifactId>
\t\t\t\t<version>\${boot.version}</version>
\t\t\t\t<type>pom</type>
\t\t\t\t<scope>import</scope>
\t\t\t</dependency>
\t\t</dependencies>
\t</dependencyManagement>
</project>
`,
    },
  ],
  'Gradle in Groovy': (boot) => [
    {
      path: 'build.gradle',
      text: `plugins {
    id 'java'
    id 'org.springframework.boot' version '${boot}'
    id 'io.spring.dependency-management' version '1.1.7'
}

dependencies {
    // the web
    implementation 'org.springframework.boot:spring-boot-starter-web'
}
`,
    },
  ],
  'Gradle in Groovy with imports': (boot) => [
    {
      path: 'build.gradle',
      text: `plugins {
\tid 'org.springframework.boot' version '${boot}'
\tid 'io.spring.dependency-management' version '1.1.7'
}
dependencyManagement {
\timports {
\t\tmavenBom "org.testcontainers:testcontainers-bom:1.20.1"
\t}
}
dependencies { implementation "org.springframework.boot:spring-boot-starter-web" }
`,
    },
  ],
  'Gradle in Kotlin without platform': (boot) => [
    {
      path: 'build.gradle.kts',
      text: `plugins {
    kotlin("jvm") version "2.0.0"
    id("org.springframework.boot") version "${boot}"
}

tasks.test { useJUnitPlatform() }
`,
    },
  ],
  'a version catalog': (boot) => [
    {
      path: 'build.gradle.kts',
      text: `plugins {
    alias(libs.plugins.spring.boot)
    alias(libs.plugins.dependency.management)
}

dependencies {
    implementation(libs.web)
}
`,
    },
    {
      path: 'gradle/libs.versions.toml',
      text: `[versions]
boot = "${boot}"

# what the app is made of
[libraries]
web = { module = "org.springframework.boot:spring-boot-starter-web" } # no version: of Boot

[plugins]
spring-boot = { id = "org.springframework.boot", version.ref = "boot" }
dependency-management = { id = "io.spring.dependency-management", version = "1.1.7" }
`,
    },
  ],
};

export const configs: Readonly<Record<string, readonly ProjectFile[]>> = {
  none: [],
  yml: [
    {
      path: 'src/main/resources/application.yml',
      text: '# the shop\nspring:\n  application:\n    name: shop # its name\nserver:\n  port: 8080\n',
    },
  ],
  properties: [
    {
      path: 'src/main/resources/application.properties',
      text: '# the shop\nspring.application.name = shop\n\nserver.port = 8080\n',
    },
  ],
  'a profile': [
    { path: 'src/main/resources/application.yml', text: 'spring:\n  application:\n    name: shop\n' },
    {
      path: 'src/main/resources/application-azure.yml',
      text: 'spring:\n  cloud:\n    azure:\n      profile:\n        tenant-id: ${AZURE_TENANT_ID}\n',
    },
  ],
};

const main: Readonly<Record<'java' | 'kotlin', ProjectFile>> = {
  java: {
    path: 'src/main/java/com/example/shop/ShopApplication.java',
    text: 'package com.example.shop;\n\n@SpringBootApplication\npublic class ShopApplication {}\n',
  },
  kotlin: {
    path: 'src/main/kotlin/com/example/shop/ShopApplication.kt',
    text: 'package com.example.shop\n\n@SpringBootApplication\nclass ShopApplication\n',
  },
};

export function madeProject(
  build: string,
  boot: Boot,
  config: string,
  { language, module: prefix = '' }: { readonly language: 'java' | 'kotlin'; readonly module?: string },
): ProjectFiles {
  const files = [...(builds[build]?.(boot) ?? []), ...(configs[config] ?? []), main[language]];
  return {
    module: prefix,
    files: files.map(({ path, text }) => ({ path: prefix === '' ? path : `${prefix}/${path}`, text })),
  };
}

export function windowsLines({ module, files }: ProjectFiles): ProjectFiles {
  return { module, files: files.map(({ path, text }) => ({ path, text: text.replaceAll('\n', '\r\n') })) };
}
