package com.example.shop.tasting;

import com.azure.core.credential.TokenCredential;
import com.azure.identity.ManagedIdentityCredentialBuilder;

/** Does not say which identity it is for (MI101). */
class TastingNotes {
    private final TokenCredential credential = new ManagedIdentityCredentialBuilder().build();

    TokenCredential credential() {
        return credential;
    }
}
