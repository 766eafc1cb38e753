package harbour;

import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.security.keyvault.secrets.SecretClientBuilder;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;

public class NamedVaultConfiguration {
    @Bean
    Object secretClient(@Value("${harbour.client-id}") String clientId) {
        return new SecretClientBuilder()
            .vaultUrl("https://harbour.vault.azure.net")
            .credential(new DefaultAzureCredentialBuilder().managedIdentityClientId(clientId).build())
            .buildClient();
    }
}
