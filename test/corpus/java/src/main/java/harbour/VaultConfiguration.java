package harbour;

import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.security.keyvault.secrets.SecretClientBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
public class VaultConfiguration {
    @Bean
    Object secretClient() {
        return new SecretClientBuilder()
            .vaultUrl("https://harbour.vault.azure.net")
            .credential(new DefaultAzureCredentialBuilder().build())
            .buildClient();
    }
}
