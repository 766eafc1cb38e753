package net.transit.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Tokens without any library: this module may not have dependencies. */
public class MetadataClient {
    private record Kept(String text, Instant until) {}

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final ObjectMapper mapper = new ObjectMapper();
    private final Map<String, Kept> cache = new ConcurrentHashMap<>();
    private final String clientId;

    public MetadataClient(String clientId) {
        this.clientId = clientId;
    }

    public String bearer(String resource) throws IOException, InterruptedException {
        Kept kept = cache.get(resource);
        if (kept == null || kept.until().isBefore(Instant.now().plusSeconds(300))) {
            kept = ask(resource);
            cache.put(resource, kept);
        }
        return "Bearer " + kept.text();
    }

    private Kept ask(String resource) throws IOException, InterruptedException {
        String url = "http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&client_id="
            + clientId + "&resource=" + URLEncoder.encode(resource, StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).header("Metadata", "true").GET().build();
        for (int attempt = 0; ; attempt++) {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            int status = response.statusCode();
            if (status == 200) {
                JsonNode body = mapper.readTree(response.body());
                Instant until = Instant.ofEpochSecond(body.get("expires_on").asLong());
                return new Kept(body.get("access_token").asText(), until);
            }
            boolean again = status == 404 || status == 429 || status >= 500;
            if (!again || attempt == 4) {
                throw new IOException("no token for " + resource + ", status " + status);
            }
            Thread.sleep(1000L << attempt);
        }
    }
}
