package harbour;

import java.util.regex.Pattern;

public class ConnectionTexts {
    static final String REAL = "DefaultEndpointsProtocol=https;AccountName=harbour;AccountKey=Zk3vQ9mW1xT7bN5cR8yH2uJ6pL0sD4fGaEiOqXwUzVtBnMkYlPjHgFdSrCeWo3I5A7K9mQ2xN4vB6tZ8yRcU1w==;EndpointSuffix=core.windows.net";
    static final Pattern FORM = Pattern.compile("AccountKey=([A-Za-z0-9+/=]+)");
    static final String MASKED = "DefaultEndpointsProtocol=https;AccountName=harbour;AccountKey=****";

    String of(String name, String key) {
        return String.format("AccountName=%s;AccountKey=%s", name, key);
    }
}
