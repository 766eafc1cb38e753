package harbour;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import java.time.OffsetDateTime;

public class RenewedToken {
    private String bearer;
    private OffsetDateTime until;
    private final TokenCredential credential;

    RenewedToken(TokenCredential credential) {
        this.credential = credential;
    }

    String bearer(TokenRequestContext context) {
        if (until == null || until.isBefore(OffsetDateTime.now())) {
            AccessToken token = credential.getTokenSync(context);
            bearer = token.getToken();
            until = token.getExpiresAt();
        }
        return bearer;
    }
}
