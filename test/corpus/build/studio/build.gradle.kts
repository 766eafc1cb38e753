plugins {
    java
    id("org.springframework.boot") version "3.3.0"
}

dependencies {
    implementation(enforcedPlatform("com.azure.spring:spring-cloud-azure-dependencies:5.13.0"))
    implementation("com.azure.spring:spring-cloud-azure-starter-storage-queue")
    implementation("com.azure.spring:spring-cloud-azure-starter-keyvault-secrets")
    implementation("org.springframework.boot:spring-boot-starter-validation")
    implementation("org.bytedeco:ffmpeg-platform:6.1.1-1.5.10")
    implementation("com.azure:azure-
}

tasks {
    bootRun {
        jvmArgs("-Xmx512m")
    }
    bootJar {
        archiveBaseName.set("studio")
    }
    register("frames") {
        group = "studio"
        doLast {
            println("frames: ${project.findProperty("frames") ?: 24}")
        }
    }
}