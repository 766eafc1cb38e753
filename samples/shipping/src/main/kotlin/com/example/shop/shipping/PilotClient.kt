package com.example.shop.shipping

import com.azure.identity.ManagedIdentityCredentialBuilder

/** Gives the name of an identity where its client ID belongs, so that no token comes (MI113). */
class PilotClient {
    private val credential = ManagedIdentityCredentialBuilder().clientId("pilot-id").build()

    fun credential() = credential
}
