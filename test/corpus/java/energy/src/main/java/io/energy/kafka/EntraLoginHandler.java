package io.energy.kafka;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerTokenCallback;

/** Event Hubs asks for a token of the namespace; Kafka's client calls this again before it ends. */
public class EntraLoginHandler implements AuthenticateCallbackHandler {

    private TokenCredential credential;
    private TokenRequestContext context;

    @Override
    public void configure(Map<String, ?> configs, String mechanism, List<AppConfigurationEntry> entries) {
        String server = ((List<?>) configs.get("bootstrap.servers")).get(0).toString();
        URI uri = URI.create("https://" + server);
        context = new TokenRequestContext().addScopes(uri.getScheme() + "://" + uri.getHost() + "/.default");
        credential = new ManagedIdentityCredentialBuilder().clientId(System.getenv("ENERGY_KAFKA_ID")).build();
    }

    @Override
    public void handle(Callback[] callbacks) throws IOException, UnsupportedCallbackException {
        for (Callback callback : callbacks) {
            if (callback instanceof OAuthBearerTokenCallback bearer) {
                AccessToken token = credential.getTokenSync(context);
                bearer.token(new EntraBearerToken(token.getToken(), token.getExpiresAt().toInstant()));
            } else {
                throw new UnsupportedCallbackException(callback);
            }
        }
    }

    @Override
    public void close() {
        credential = null;
    }
}
