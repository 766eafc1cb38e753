package harbour

import com.azure.identity.ManagedIdentityCredentialBuilder
import com.azure.identity.DefaultAzureCredentialBuilder

private fun ManagedIdentityCredentialBuilder.named(id: String) = clientId(id)

val named = ManagedIdentityCredentialBuilder().named("6b0e7d0e-5d1f-4a51-9a6f-2f0c7c1d8e90").build()
val unnamed = ManagedIdentityCredentialBuilder().also { fresh -> println(fresh) }.build()
val quick = DefaultAzureCredentialBuilder().run { build() }
val given = with(ManagedIdentityCredentialBuilder()) { clientId(System.getenv("HARBOUR_ID")); build() }
