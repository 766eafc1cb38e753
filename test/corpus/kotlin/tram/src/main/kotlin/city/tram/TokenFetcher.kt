package city.tram

import okhttp3.HttpUrl.Companion.toHttpUrl
import okhttp3.OkHttpClient
import okhttp3.Request
import org.json.JSONObject
import java.io.IOException
import java.util.concurrent.TimeUnit

class TokenFetcher(private val resource: String) {
    private val client = OkHttpClient.Builder()
        .connectTimeout(2, TimeUnit.SECONDS)
        .readTimeout(5, TimeUnit.SECONDS)
        .build()

    fun fetch(): String {
        val url = "http://169.254.169.254/metadata/identity/oauth2/token".toHttpUrl()
            .newBuilder()
            .addQueryParameter("api-version", "2018-02-01")
            .addQueryParameter("resource", resource)
            .build()
        val request = Request.Builder()
            .url(url)
            .header("Accept", "application/json")
            .build()
        client.newCall(request).execute().use { response ->
            if (!response.isSuccessful) throw IOException("status ${response.code}")
            return JSONObject(response.body!!.string()).getString("access_token")
        }
    }
}

fun main(args: Array<String>) {
    val fetcher = TokenFetcher(args.firstOrNull() ?: "https://vault.azure.net")
    println("length of the token: ${fetcher.fetch().length}")
}
