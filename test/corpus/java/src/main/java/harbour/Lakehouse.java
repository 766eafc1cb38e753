package harbour;

import com.azure.identity.ManagedIdentityCredentialBuilder;

public class Lakehouse {
    private static final String SCOPE = "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default";
    private final Object credential = new ManagedIdentityCredentialBuilder().clientId(System.getenv("LAKE_ID")).build();
}
