package nl.permits.identity;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.identity.ManagedIdentityCredentialBuilder;

/** All identities of the permits, in one place. */
public final class PermitCredentials {

    private static final String REGISTER = "id-permits-register";
    private static final String ARCHIVE =
        "/subscriptions/5f0c3f64-29d1-4c1a-9d0e-6a2f4be1c9a7/resourceGroups/rg-permits/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-archive";
    private static final String DSO = "ccb9c049-4e84-443d-91aa-0eb103257827";

    private PermitCredentials() {
    }

    public static TokenCredential register() {
        return new ManagedIdentityCredentialBuilder().clientId(REGISTER).build();
    }

    public static TokenCredential archive() {
        return new ManagedIdentityCredentialBuilder().resourceId(ARCHIVE).build();
    }

    public static TokenCredential dso(HttpClient http) {
        return new ManagedIdentityCredentialBuilder()
            .httpClient(http)
            .clientId(DSO)
            .resourceId(ARCHIVE)
            .build();
    }

    public static TokenCredential anything() {
        return new DefaultAzureCredentialBuilder()
            .managedIdentityClientId(System.getProperty("permits.identity", DSO))
            .build();
    }
}
