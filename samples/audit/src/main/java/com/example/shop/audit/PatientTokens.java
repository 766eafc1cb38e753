package com.example.shop.audit;

import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.retry.annotation.Retryable;
import org.springframework.web.client.RestTemplate;

/** Does all that the token endpoint wants, which a library would do as well (MI104). */
class PatientTokens {

    private static final String ENDPOINT =
        "http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https://vault.azure.net";

    private final RestTemplate http = new RestTemplate();

    @Retryable
    String answer() {
        HttpHeaders headers = new HttpHeaders();
        headers.set("Metadata", "true");
        return http.exchange(ENDPOINT, HttpMethod.GET, new HttpEntity<>(headers), String.class).getBody();
    }
}
