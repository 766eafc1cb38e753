package harbour

import com.azure.core.credential.AccessToken
import com.azure.core.credential.TokenCredential
import com.azure.core.credential.TokenRequestContext

class Tokens(private val credential: TokenCredential) {
    fun show(context: TokenRequestContext) {
        val token = credential.getTokenSync(context)
        println("token ${token.token}")
        println("until ${token.expiresAt}")
        credential.getToken(context).map { it.token }.subscribe { println(it) }
    }
}
