package com.example.shop.orders;

import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.security.keyvault.secrets.SecretClient;
import com.azure.security.keyvault.secrets.SecretClientBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Names no identity: fine while there is one, which MI101 hints at. */
@Configuration
class VaultConfiguration {

    @Bean
    SecretClient secrets() {
        return new SecretClientBuilder()
            .vaultUrl("https://kv-shop.vault.azure.net/")
            .credential(new DefaultAzureCredentialBuilder().build())
            .buildClient();
    }
}
