package harbour

import com.azure.identity.ManagedIdentityCredentialBuilder

val credential = ManagedIdentityCredentialBuilder().apply {
    clientId(

fun rest() = 1
