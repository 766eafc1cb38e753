package org.clinic.config;

import com.azure.core.credential.TokenCredential;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.security.keyvault.secrets.SecretClient;
import com.azure.security.keyvault.secrets.SecretClientBuilder;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/**
 * Secrets of the clinic. Locally nothing of this is there.
 */
@Configuration
@Profile("!local")
public class KeyVaultConfig {

    @Value("${clinic.identity.client-id}")
    private String clientId;

    @Bean
    public TokenCredential clinicCredential() {
        return new ManagedIdentityCredentialBuilder()
                .clientId(clientId)
                .build();
    }

    @Bean
    public SecretClient secretClient(TokenCredential clinicCredential,
                                     @Value("${clinic.vault.url}") String vaultUrl) {
        return new SecretClientBuilder()
                .vaultUrl(vaultUrl)
                .credential(clinicCredential)
                .buildClient();
    }
}
