package harbour;

import java.util.Properties;

public class SystemSettings {
    static void local() {
        System.setProperty("azure.client-secret", "hV8~Qk2vJd93nXpL0wR");
        System.setProperty("azure.client-id", System.getenv("AZURE_CLIENT_ID"));
        Properties properties = new Properties();
        properties.setProperty("client-secret", System.getenv("AZURE_CLIENT_SECRET"));
    }
}
