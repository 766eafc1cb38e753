package harbour;

import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.core.credential.TokenCredential;

public class PierCredentials {
    private TokenCredential credential;

    /** Made when it is first needed. */
    synchronized TokenCredential credential() {
        if (credential == null) {
            credential = new ManagedIdentityCredentialBuilder().clientId(System.getenv("PIER_ID")).build();
        }
        return credential;
    }
}
