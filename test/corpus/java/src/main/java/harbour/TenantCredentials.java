package harbour;

import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.core.credential.TokenCredential;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

public class TenantCredentials {
    private final Map<String, TokenCredential> all = new ConcurrentHashMap<>();

    TokenCredential of(String clientId) {
        return all.computeIfAbsent(clientId, id -> new ManagedIdentityCredentialBuilder().clientId(id).build());
    }
}
