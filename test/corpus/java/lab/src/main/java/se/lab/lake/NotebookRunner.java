package se.lab.lake;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

public class NotebookRunner {
    private final HttpClient http = HttpClient.newHttpClient();
    private final TokenCredential credential;
    private final URI jobs;

    public NotebookRunner(String clientId, String workspace) {
        this.credential = new ManagedIdentityCredentialBuilder().clientId(clientId).build();
        this.jobs = URI.create(workspace + "/api/2.1/jobs/run-now");
    }

    public void run(long job, String sample) throws IOException, InterruptedException {
        String body = """
            {"job_id": %d, "notebook_params": {"sample": "%s"}}
            """.formatted(job, sample);
        HttpRequest request = HttpRequest.newBuilder(jobs)
            .header("Authorization", "Bearer " + token())
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
        var response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("run of job " + job + ": " + response.statusCode());
        }
    }

    private String token() {
        var context = new TokenRequestContext()
            .addScopes("2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default");
        return credential.getTokenSync(context).getToken();
    }
}
