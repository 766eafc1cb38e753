package com.example.shop.tasting;

import com.azure.core.credential.TokenCredential;
import com.azure.identity.ManagedIdentityCredentialBuilder;

/** Names the identity by its resource ID where its client ID belongs (MI113). */
class TastingCredentials {
    private final TokenCredential credential = new ManagedIdentityCredentialBuilder()
        .clientId("/subscriptions/13b17762-8dac-4094-abf5-a17bd1e065dc/resourceGroups/rg-shop/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-orders")
        .build();

    TokenCredential credential() {
        return credential;
    }
}
