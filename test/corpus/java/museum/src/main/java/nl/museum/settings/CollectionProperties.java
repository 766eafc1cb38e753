package nl.museum.settings;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the collection.
 *
 * <p>The token is asked from {@code http://169.254.169.254/metadata/identity/oauth2/token} by the library, with
 * {@code new ManagedIdentityCredentialBuilder().build()} or a client ID where there is one.
 */
@Validated
@ConfigurationProperties("museum")
public record CollectionProperties(
    @NotBlank String title,
    @NotNull URI iiif,
    @DefaultValue("PT30S") Duration timeout,
    List<@NotBlank String> languages,
    @Valid Identity identity,
    @Valid Loans loans) {

    public record Identity(String clientId, @DefaultValue("true") boolean managed) {
        public boolean isNamed() {
            return clientId != null && !clientId.isBlank();
        }
    }

    public record Loans(@DefaultValue("26") int weeks, String passwordHint, String connectionString) {
        private static final String FORMAT = "Endpoint=sb://%s/;SharedAccessKeyName=%s;SharedAccessKey=%s";

        public String describe(String host, String name) {
            return String.format(FORMAT, host, name, "***");
        }
    }
}
