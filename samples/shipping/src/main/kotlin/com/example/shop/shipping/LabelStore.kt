package com.example.shop.shipping

import com.azure.identity.ManagedIdentityCredentialBuilder
import com.azure.storage.blob.BlobServiceClientBuilder
import org.springframework.stereotype.Component

/** The right way in Kotlin: a named identity, one credential for all requests. */
@Component
class LabelStore {
    private val credential = ManagedIdentityCredentialBuilder()
        .apply { clientId(System.getenv("AZURE_CLIENT_ID")) }
        .build()

    private val labels = BlobServiceClientBuilder()
        .endpoint("https://shoplabels.blob.core.windows.net")
        .credential(credential)
        .buildClient()
        .getBlobContainerClient("labels")

    fun label(parcel: String): ByteArray = labels.getBlobClient(parcel).downloadContent().toBytes()
}
