package nl.permits

import com.azure.core.credential.TokenCredential
import com.azure.identity.DefaultAzureCredentialBuilder
import com.azure.identity.ManagedIdentityCredentialBuilder

/** The identities of the permits; the names are those of the Bicep files. */
enum class Identities(private val id: String) {
    REGISTER("67876985-8067-4596-bdfc-95ce2aa14134"),
    DRAWINGS("b163e248-dea2-405b-b467-34988ae62d6b"),
    ;

    val credential: TokenCredential by lazy {
        ManagedIdentityCredentialBuilder().clientId(id).build()
    }

    companion object {
        private const val GROUP = "/subscriptions/3c2b6a51-7f0d-4c88-9b1e-d41f0a6b7e93/resourceGroups/rg-permits"

        fun archive(): TokenCredential =
            ManagedIdentityCredentialBuilder()
                .clientId("$GROUP/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-archive")
                .build()

        fun fees(): TokenCredential =
            ManagedIdentityCredentialBuilder()
                .resourceId("$GROUP/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-fees")
                .build()

        fun dso(): TokenCredential =
            DefaultAzureCredentialBuilder()
                .managedIdentityClientId("id-permits-dso")
                .build()
    }
}
