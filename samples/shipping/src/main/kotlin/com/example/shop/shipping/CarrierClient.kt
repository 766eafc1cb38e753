package com.example.shop.shipping

import com.azure.identity.ManagedIdentityCredentialBuilder

/** Names an identity twice, so that it never starts (MI102). */
class CarrierClient(clientId: String, resourceId: String) {
    private val credential = ManagedIdentityCredentialBuilder()
        .clientId(clientId)
        .resourceId(resourceId)
        .build()

    fun credential() = credential
}
