package harbour;

import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.core.credential.TokenCredential;
import java.util.function.Supplier;

public class LazyCredentials {
    static final Supplier<TokenCredential> UNNAMED = new ManagedIdentityCredentialBuilder()::build;
    static final Supplier<TokenCredential> NAMED =
        new ManagedIdentityCredentialBuilder().clientId(System.getenv("HARBOUR_ID"))::build;
}
