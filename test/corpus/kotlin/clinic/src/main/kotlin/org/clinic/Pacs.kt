package org.clinic

import com.azure.core.credential.TokenCredential
import com.azure.core.credential.TokenRequestContext
import kotlinx.coroutines.reactor.awaitSingle
import mu.KotlinLogging
import org.springframework.stereotype.Service
import org.springframework.web.reactive.function.client.WebClient
import org.springframework.web.reactive.function.client.awaitBody

private val logger = KotlinLogging.logger {}

@Service
class Pacs(
    builder: WebClient.Builder,
    private val credential: TokenCredential,
    private val settings: PacsSettings,
) {
    private val client = builder.baseUrl(settings.url).build()

    suspend fun study(uid: String): Study {
        val token = credential.getToken(TokenRequestContext().addScopes(settings.scope)).awaitSingle()
        logger.info { "token until ${token.expiresAt}" }
        logger.debug { "study $uid is read with ${token.token}" }
        return client.get()
            .uri("/studies/{uid}", uid)
            .headers { it.setBearerAuth(token.token) }
            .retrieve()
            .awaitBody()
    }

    suspend fun series(uid: String): List<Series> =
        study(uid).series.sortedBy { it.number }
}
