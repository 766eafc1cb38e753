package com.example.shop.orders;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

/** Makes a credential for each request (MI110) and logs its token (MI108). */
@RestController
class StockController {

    private static final Logger log = LoggerFactory.getLogger(StockController.class);

    private final RestClient stock = RestClient.create("https://stock.example.com");

    @GetMapping("/stock")
    String stock() {
        TokenCredential credential =
            new ManagedIdentityCredentialBuilder().clientId(System.getenv("AZURE_CLIENT_ID")).build();
        AccessToken token = credential.getTokenSync(new TokenRequestContext().addScopes("api://stock/.default"));
        log.debug("asking for the stock with {}", token.getToken());
        return stock.get().header("Authorization", "Bearer " + token.getToken()).retrieve().body(String.class);
    }
}
