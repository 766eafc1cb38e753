package org.school.graph;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

public class GraphTokens {
    private static final Logger logger = LoggerFactory.getLogger(GraphTokens.class);
    private static final int EARLY_MINUTES = 5;

    private final TokenCredential credential;
    private final TokenRequestContext request = new TokenRequestContext().addScopes("https://graph.microsoft.com/.default");
    private final ReentrantLock lock = new ReentrantLock();
    private final Clock clock;
    private AccessToken current;

    public GraphTokens(String clientId, Clock clock) {
        this.credential = new ManagedIdentityCredentialBuilder().clientId(clientId).maxRetry(6).build();
        this.clock = clock;
    }

    public String get() {
        lock.lock();
        try {
            OffsetDateTime limit = OffsetDateTime.now(clock).plusMinutes(EARLY_MINUTES);
            if (current == null || current.getExpiresAt().isBefore(limit)) {
                current = credential.getTokenSync(request);
                logger.debug("new token until {}, {} characters", current.getExpiresAt(), current.getToken().length());
            }
            return current.getToken();
        } finally {
            lock.unlock();
        }
    }
}
