// Wrong: Spring Cloud Azure 4 is made for Spring Boot 2.
plugins {
    kotlin("jvm") version "1.9.25"
    kotlin("plugin.spring") version "1.9.25"
    id("org.springframework.boot") version "3.4.1"
}

val springCloudAzureVersion by extra("4.20.0")

dependencies {
    implementation(platform("com.azure.spring:spring-cloud-azure-dependencies:$springCloudAzureVersion"))
    implementation("org.springframework.boot:spring-boot-starter-web")
    implementation("com.azure.spring:spring-cloud-azure-starter-storage-blob")
}
