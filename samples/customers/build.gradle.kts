plugins {
    java
    alias(libs.plugins.spring.boot)
}

dependencies {
    implementation(platform(libs.spring.cloud.azure.bom))
    implementation("com.azure.spring:spring-cloud-azure-starter-jdbc-mysql")
    implementation(libs.spring.boot.web)
}
