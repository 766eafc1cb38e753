package harbour;

import java.util.List;

public class Unrelated {
    // ManagedIdentityCredentialBuilder().build() is what others use
    String clientId(List<String> all) {
        return all.stream().filter(one -> one.startsWith("id")).findFirst().orElse("none");
    }
}
