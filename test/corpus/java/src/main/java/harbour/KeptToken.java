package harbour;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;

public class KeptToken {
    private String bearer;
    private final TokenCredential credential;

    KeptToken(TokenCredential credential) {
        this.credential = credential;
    }

    /** Called by the button that refreshes the list. */
    void connect(TokenRequestContext context) {
        this.bearer = credential.getTokenSync(context).getToken();
    }
}
