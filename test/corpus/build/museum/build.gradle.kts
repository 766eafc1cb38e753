plugins {
    id("org.springframework.boot") version "2.7.14"
    id("io.spring.dependency-management") version "1.0.15.RELEASE"
    id("org.jetbrains.kotlin.jvm") version "1.7.22"
}

extra["azureSpringVersion"] = "3.10.2"

dependencyManagement {
    imports {
        mavenBom("com.azure.spring:azure-spring-cloud-dependencies:2.13.0")
    }
}

dependencies {
    implementation("com.azure.spring:azure-spring-cloud-starter-eventhubs")
    implementation("com.azure.spring:azure-spring-integration-eventhubs:2.13.0")
    implementation("org.springframework.boot:spring-boot-starter-integration")
    implementation("org.springframework.boot:spring-boot-starter-freemarker")
    runtimeOnly("com.h2database:h2")
}

tasks.test {
    useJUnitPlatform()
    systemProperty("museum.env", "test")
}

sourceSets {
    main {
        resources.srcDir("content")
    }
}
