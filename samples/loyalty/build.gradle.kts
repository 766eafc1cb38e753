plugins {
    java
    alias(libs.plugins.spring.boot)
}

dependencies {
    implementation(platform(libs.spring.cloud.azure.bom))
    implementation(libs.spring.boot.web)
    implementation(libs.spring.cloud.azure.starter)
    // Wrong: this version gives up early while an instance starts.
    implementation("com.azure:azure-identity:1.9.2") {
        exclude(group = "org.slf4j")
    }
}
