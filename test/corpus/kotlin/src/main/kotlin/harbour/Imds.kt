package harbour

import io.ktor.client.HttpClient
import io.ktor.client.request.get
import io.ktor.client.request.header

suspend fun token(client: HttpClient) =
    client.get("http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https://vault.azure.net") { header("Metadata", "true") }
