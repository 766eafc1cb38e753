package harbour;

import com.azure.identity.ManagedIdentityCredentialBuilder;

public class EitherCredential {
    Object make(String clientId, String resourceId) {
        var builder = new ManagedIdentityCredentialBuilder();
        builder.clientId(clientId);
        if (resourceId != null) {
            builder.resourceId(resourceId);
        }
        return builder.build();
    }

    Object right(String clientId, String resourceId) {
        var builder = new ManagedIdentityCredentialBuilder();
        if (resourceId != null) {
            builder.resourceId(resourceId);
        } else {
            builder.clientId(clientId);
        }
        return builder.build();
    }
}
