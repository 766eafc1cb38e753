package shop.tokens;

import java.net.URI;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.retry.annotation.Backoff;
import org.springframework.retry.annotation.Retryable;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.util.UriComponentsBuilder;

@Component
public class InstanceTokens {

    private static final String ENDPOINT = "http://169.254.169.254/metadata/identity/oauth2/token";

    private final RestTemplate rest;
    private final String clientId;

    public InstanceTokens(RestTemplate rest, IdentityProperties properties) {
        this.rest = rest;
        this.clientId = properties.getClientId();
    }

    @Retryable(retryFor = HttpServerErrorException.class, maxAttempts = 5, backoff = @Backoff(delay = 1000, multiplier = 2))
    public TokenAnswer tokenFor(String resource) {
        URI uri = UriComponentsBuilder.fromHttpUrl(ENDPOINT)
            .queryParam("api-version", "2018-02-01")
            .queryParam("resource", resource)
            .queryParam("client_id", clientId)
            .build()
            .toUri();
        HttpHeaders headers = new HttpHeaders();
        headers.add("Metadata", "true");
        ResponseEntity<TokenAnswer> answer =
            rest.exchange(uri, HttpMethod.GET, new HttpEntity<>(headers), TokenAnswer.class);
        return answer.getBody();
    }
}
