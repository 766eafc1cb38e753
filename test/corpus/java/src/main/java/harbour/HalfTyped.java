package harbour;

import com.azure.identity.ManagedIdentityCredentialBuilder;

public class HalfTyped {
    Object make() {
        return new ManagedIdentityCredentialBuilder().clientId(
    }

    int sum(int a, int b) {
        return a + b;
    }
}
