plugins {
    alias(libs.plugins.spring.boot)
    alias(libs.plugins.kotlin.jvm)
    alias(libs.plugins.kotlin.spring)
    jacoco
}

dependencies {
    implementation(platform(libs.spring.cloud.azure.bom))
    implementation(libs.spring.cloud.azure.eventhubs)
    implementation(libs.azure.identity)
    implementation(libs.bundles.observability)

    constraints {
        implementation("com.azure:azure-core-http-netty:1.15.11") {
            because("older ones do not close connections behind our proxy")
        }
    }

    testImplementation(libs.mockk)
    testImplementation(libs.testcontainers.kafka)
}

jacoco {
    toolVersion = "0.8.12"
}

tasks.jacocoTestReport {
    dependsOn(tasks.test)
    reports {
        xml.required = true
        html.required = false
    }
}

tasks.withType<Test>().configureEach {
    useJUnitPlatform { excludeTags("slow") }
    maxParallelForks = 2
}
