package nl.waterland.orders

import com.azure.core.credential.TokenCredential
import com.azure.identity.ManagedIdentityCredentialBuilder
import com.azure.security.keyvault.secrets.SecretClient
import com.azure.security.keyvault.secrets.SecretClientBuilder
import org.springframework.boot.context.properties.ConfigurationProperties
import org.springframework.boot.context.properties.EnableConfigurationProperties
import org.springframework.context.annotation.Bean
import org.springframework.context.annotation.Configuration

@ConfigurationProperties("orders.vault")
data class VaultProperties(
    val url: String,
    val clientId: String,
    val timeoutSeconds: Long = 10,
)

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(VaultProperties::class)
class VaultConfig(private val properties: VaultProperties) {

    @Bean
    fun ordersCredential(): TokenCredential =
        ManagedIdentityCredentialBuilder()
            .clientId(properties.clientId)
            .build()

    @Bean
    fun secrets(ordersCredential: TokenCredential): SecretClient =
        SecretClientBuilder()
            .vaultUrl(properties.url)
            .credential(ordersCredential)
            .buildClient()
}
