package at.news.export;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

public class ExportJob implements Runnable {
    private static final Logger LOGGER = Logger.getLogger(ExportJob.class.getName());

    private final OkHttpClient http = new OkHttpClient();
    private final TokenCredential credential;
    private final String target;

    public ExportJob(TokenCredential credential, String target) {
        this.credential = credential;
        this.target = target;
    }

    @Override
    public void run() {
        String token = credential
            .getTokenSync(new TokenRequestContext().addScopes("https://storage.azure.com/.default"))
            .getToken();
        LOGGER.log(Level.FINE, "using token {0} for {1}", new Object[] {token, target});
        Request request = new Request.Builder()
            .url(target)
            .header("Authorization", "Bearer " + token)
            .header("x-ms-version", "2022-11-02")
            .build();
        try (Response response = http.newCall(request).execute()) {
            if (!response.isSuccessful()) {
                System.err.println("export failed: " + response.code() + " with " + token);
            }
            LOGGER.info("exported, status " + response.code());
        } catch (IOException e) {
            throw new IllegalStateException("export to " + target, e);
        }
    }
}
