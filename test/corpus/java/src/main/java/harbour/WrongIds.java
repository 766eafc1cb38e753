package harbour;

import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.identity.DefaultAzureCredentialBuilder;

public class WrongIds {
    private static final String IDENTITY = "/subscriptions/6b0e7d0e-5d1f-4a51-9a6f-2f0c7c1d8e90/resourceGroups/harbour/providers/Microsoft.ManagedIdentity/userAssignedIdentities/pier-id";

    Object byResource() {
        return new ManagedIdentityCredentialBuilder().clientId(IDENTITY).build();
    }

    Object byName() {
        return new DefaultAzureCredentialBuilder().managedIdentityClientId("pier-id").build();
    }

    Object byGuid() {
        return new ManagedIdentityCredentialBuilder().resourceId("6b0e7d0e-5d1f-4a51-9a6f-2f0c7c1d8e90").build();
    }

    Object right() {
        return new ManagedIdentityCredentialBuilder().resourceId(IDENTITY).build();
    }

    Object nothing() {
        return new ManagedIdentityCredentialBuilder().clientId("").build();
    }
}
