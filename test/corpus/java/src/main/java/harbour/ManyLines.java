package harbour;

import com.azure.identity.ManagedIdentityCredentialBuilder;

public class ManyLines {
    private final Object credential =
		new ManagedIdentityCredentialBuilder() // ours

			/* nothing named */
			.maxRetry(3)
			.build();
}
