package harbour;

import org.springframework.http.*;
import org.springframework.web.client.RestTemplate;

public class EndpointByHand {
    Object token(RestTemplate http) {
        HttpHeaders headers = new HttpHeaders();
        headers.set("X-IDENTITY-HEADER", System.getenv("IDENTITY_HEADER"));
        String url = System.getenv("IDENTITY_ENDPOINT") + "?resource=https://vault.azure.net&api-version=2019-08-01";
        return http.exchange(url, HttpMethod.GET, new HttpEntity<>(headers), String.class);
    }
}
