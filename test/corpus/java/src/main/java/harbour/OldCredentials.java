package harbour;

import com.microsoft.azure.credentials.MSICredentials;

public class OldCredentials {
    Object make() {
        return new MSICredentials().withClientId(System.getenv("AZURE_CLIENT_ID"));
    }
}
