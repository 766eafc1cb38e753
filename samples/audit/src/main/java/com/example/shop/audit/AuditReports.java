package com.example.shop.audit;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.identity.ManagedIdentityCredentialBuilder;

/** Asks for a token for Azure Databricks, which was said not to work once (MI111). */
class AuditReports {

    private static final String DATABRICKS = "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default";

    private final TokenCredential credential =
        new ManagedIdentityCredentialBuilder().clientId(System.getenv("AZURE_CLIENT_ID")).build();

    AccessToken token() {
        return credential.getTokenSync(new TokenRequestContext().addScopes(DATABRICKS));
    }
}
