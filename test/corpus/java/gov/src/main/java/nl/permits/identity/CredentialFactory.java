package nl.permits.identity;

import com.azure.core.credential.TokenCredential;
import com.azure.identity.AzureCliCredentialBuilder;
import com.azure.identity.ChainedTokenCredentialBuilder;
import com.azure.identity.EnvironmentCredentialBuilder;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

public class CredentialFactory {

    public enum Place { AZURE, PIPELINE, DESK }

    private final Map<String, TokenCredential> known = new ConcurrentHashMap<>();
    private final Place place;
    private final RetrySettings retries;

    public CredentialFactory(Place place, RetrySettings retries) {
        this.place = place;
        this.retries = retries;
    }

    public TokenCredential of(String clientId) {
        return known.computeIfAbsent(clientId, this::make);
    }

    private TokenCredential make(String clientId) {
        return switch (place) {
            case AZURE -> tuned(new ManagedIdentityCredentialBuilder()).clientId(clientId).build();
            case PIPELINE -> new EnvironmentCredentialBuilder().build();
            case DESK -> new ChainedTokenCredentialBuilder()
                .addLast(new ManagedIdentityCredentialBuilder().clientId(clientId).build())
                .addLast(new AzureCliCredentialBuilder().build())
                .build();
        };
    }

    private ManagedIdentityCredentialBuilder tuned(ManagedIdentityCredentialBuilder builder) {
        return builder
            .maxRetry(retries.max())
            .retryTimeout(attempt -> Duration.ofMillis(retries.base().toMillis() << attempt));
    }
}
