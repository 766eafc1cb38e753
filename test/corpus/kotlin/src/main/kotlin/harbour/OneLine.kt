package harbour

import com.azure.identity.ManagedIdentityCredentialBuilder

object Ids { const val PIER = "pier-id" }
class One { val credential = ManagedIdentityCredentialBuilder().clientId(Ids.PIER).build() }
