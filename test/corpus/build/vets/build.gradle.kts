plugins {
    application
    kotlin("jvm") version "1.8.22"
}

application {
    mainClass.set("vets.MainKt")
}

repositories {
    mavenCentral()
    google()
}

dependencies {
    implementation("com.azure:azure-identity:1.9.1")
    implementation("com.azure:azure-storage-blob:12.22.2")
    implementation("com.azure:azure-messaging-servicebus:7.14.0")
    implementation("io.ktor:ktor-server-netty:2.3.1")
    implementation("io.ktor:ktor-server-content-negotiation:2.3.1")
    implementation("ch.qos.logback:logback-classic:1.4.8")
    testImplementation(kotlin("test"))
}

kotlin {
    jvmToolchain(17)
}

distributions {
    main {
        contents {
            from("config") {
                into("config")
            }
        }
    }
}

tasks.register<Copy>("collect") {
    from(configurations.runtimeClasspath)
    into(layout.buildDirectory.dir("libs-all"))
}
