package nl.permits

import com.azure.core.credential.TokenCredential
import com.azure.core.http.policy.HttpLogDetailLevel
import com.azure.core.http.policy.HttpLogOptions
import com.azure.identity.ManagedIdentityCredentialBuilder
import java.time.Duration

data class IdentityOptions(
    val clientId: String? = null,
    val resourceId: String? = null,
    val verbose: Boolean = false,
)

private fun ManagedIdentityCredentialBuilder.patient(): ManagedIdentityCredentialBuilder =
    maxRetry(8).retryTimeout { attempt -> Duration.ofMillis(500L * attempt) }

private fun ManagedIdentityCredentialBuilder.named(options: IdentityOptions): ManagedIdentityCredentialBuilder =
    when {
        options.clientId != null -> clientId(options.clientId)
        options.resourceId != null -> resourceId(options.resourceId)
        else -> throw IllegalArgumentException("no identity is named")
    }

fun credentialOf(options: IdentityOptions): TokenCredential {
    val detail = if (options.verbose) HttpLogDetailLevel.HEADERS else HttpLogDetailLevel.NONE
    return ManagedIdentityCredentialBuilder()
        .patient()
        .named(options)
        .httpLogOptions(HttpLogOptions().setLogLevel(detail))
        .build()
}

fun both(clientId: String, objectId: String): TokenCredential =
    with(ManagedIdentityCredentialBuilder()) {
        clientId(clientId)
        objectId(objectId)
        build()
    }

fun credentialOfApp() = both(System.getenv("PERMITS_CLIENT_ID"), System.getenv("PERMITS_OBJECT_ID"))
