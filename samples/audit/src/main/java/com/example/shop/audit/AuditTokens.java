package com.example.shop.audit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Asks the token endpoint itself, and only once (MI106). */
class AuditTokens {

    private static final String ENDPOINT =
        "http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https://vault.azure.net";

    private final HttpClient http = HttpClient.newHttpClient();

    String answer() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(ENDPOINT)).header("Metadata", "true").build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
}
