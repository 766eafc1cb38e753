package harbour;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

public class VaultTokens {
    private static final Logger log = LoggerFactory.getLogger(VaultTokens.class);
    private final TokenCredential credential;

    VaultTokens(TokenCredential credential) {
        this.credential = credential;
    }

    String token() {
        AccessToken token = credential.getTokenSync(new TokenRequestContext().addScopes("https://vault.azure.net/.default"));
        log.debug("token {} until {}", token.getToken(), token.getExpiresAt());
        log.debug("length {}", token.getToken().length());
        return token.getToken();
    }

    void reactive(TokenRequestContext context) {
        credential.getToken(context).map(AccessToken::getToken).subscribe(System.out::println);
        credential.getToken(context).map(AccessToken::getExpiresAt).subscribe(System.out::println);
    }

    void fluent(TokenRequestContext context) {
        log.atInfo().addKeyValue("token", credential.getTokenSync(context).getToken()).log("asked");
    }
}
