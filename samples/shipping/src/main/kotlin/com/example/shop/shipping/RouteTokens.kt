package com.example.shop.shipping

import java.io.InputStream
import java.net.HttpURLConnection
import java.net.URI

private const val ENDPOINT = "http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01"

/** Asks the token endpoint itself, without the header it wants (MI105). */
class RouteTokens {
    fun token(resource: String): InputStream {
        val connection = URI("$ENDPOINT&resource=$resource").toURL().openConnection() as HttpURLConnection
        return connection.inputStream
    }
}
