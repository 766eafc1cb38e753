package harbour;

import java.util.Set;

public class Guard {
    private static final Set<String> FORBIDDEN = Set.of("http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https://vault.azure.net");

    boolean isForbidden(String url) {
        return FORBIDDEN.contains(url) || url.startsWith("http://169.254.169.254/metadata/identity/oauth2/token");
    }
}
