package com.nordbank.auth

import com.azure.core.credential.AccessToken
import com.azure.core.credential.TokenCredential
import com.azure.core.credential.TokenRequestContext
import kotlinx.coroutines.reactor.awaitSingle
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import java.time.Duration
import java.time.OffsetDateTime
import java.util.concurrent.ConcurrentHashMap

class TokenCache(
    private val credential: TokenCredential,
    private val early: Duration = Duration.ofMinutes(4),
) {
    private val kept = ConcurrentHashMap<String, AccessToken>()
    private val mutex = Mutex()

    suspend fun bearer(scope: String): String {
        kept[scope]?.takeIf(::isFresh)?.let { return "Bearer ${it.token}" }
        return mutex.withLock {
            val token = kept[scope]?.takeIf(::isFresh) ?: ask(scope).also { kept[scope] = it }
            "Bearer ${token.token}"
        }
    }

    private fun isFresh(token: AccessToken) =
        token.expiresAt.isAfter(OffsetDateTime.now().plus(early))

    private suspend fun ask(scope: String): AccessToken =
        credential.getToken(TokenRequestContext().addScopes(scope)).awaitSingle()
}
