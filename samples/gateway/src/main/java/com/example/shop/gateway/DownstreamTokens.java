package com.example.shop.gateway;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import java.io.IOException;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.stereotype.Component;

/** Asks for tokens as it should; the app it is deployed to has no identity (MI006). */
@Component
class DownstreamTokens implements ClientHttpRequestInterceptor {

    private static final TokenRequestContext ORDERS = new TokenRequestContext().addScopes("api://orders/.default");

    private final TokenCredential credential =
        new ManagedIdentityCredentialBuilder().clientId(System.getenv("AZURE_CLIENT_ID")).build();

    @Override
    public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
        throws IOException {
        request.getHeaders().setBearerAuth(credential.getTokenSync(ORDERS).getToken());
        return execution.execute(request, body);
    }
}
