package harbour

import com.azure.identity.ManagedIdentityCredentialBuilder

class Pier(private val clientId: String) {
    private val credential by lazy { ManagedIdentityCredentialBuilder().apply { clientId(clientId) }.build() }

    fun open() = credential
}
