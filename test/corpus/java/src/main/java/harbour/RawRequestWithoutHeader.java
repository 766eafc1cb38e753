package harbour;

import org.springframework.web.client.RestTemplate;

public class RawRequestWithoutHeader {
    private static final String BASE = "http://169.254.169.254/metadata";

    String token(RestTemplate http) {
        return http.getForObject(BASE + "/identity/oauth2/token?resource=x", String.class);
    }
}
