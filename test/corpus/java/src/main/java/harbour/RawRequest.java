package harbour;

import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URL;

public class RawRequest {
    InputStream once() throws Exception {
        var open = (HttpURLConnection) new URL("http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https://vault.azure.net").openConnection();
        open.setRequestProperty("Metadata", "true");
        return open.getInputStream();
    }
}
