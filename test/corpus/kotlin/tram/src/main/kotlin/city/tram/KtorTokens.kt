package city.tram

import io.ktor.client.HttpClient
import io.ktor.client.call.body
import io.ktor.client.engine.cio.CIO
import io.ktor.client.plugins.HttpRequestRetry
import io.ktor.client.plugins.contentnegotiation.ContentNegotiation
import io.ktor.client.request.get
import io.ktor.client.request.header
import io.ktor.client.request.parameter
import io.ktor.serialization.kotlinx.json.json
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

@Serializable
data class Granted(
    @SerialName("access_token") val text: String,
    @SerialName("expires_on") val until: String,
)

class KtorTokens(private val clientId: String) {
    private val http = HttpClient(CIO) {
        install(ContentNegotiation) { json() }
        install(HttpRequestRetry) {
            retryIf(maxRetries = 5) { _, response -> response.status.value in setOf(404, 429) || response.status.value >= 500 }
            exponentialDelay()
        }
    }

    suspend fun ask(scope: String): Granted =
        http.get("http://169.254.169.254/metadata/identity/oauth2/token") {
            header("Metadata", "true")
            parameter("api-version", "2018-02-01")
            parameter("resource", scope)
            parameter("client_id", clientId)
        }.body()
}
