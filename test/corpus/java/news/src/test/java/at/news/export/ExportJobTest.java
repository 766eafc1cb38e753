package at.news.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.storage.blob.BlobServiceClientBuilder;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class ExportJobTest {
    private static final String KEY = "r8/1RQ2Z/PB12QCpEn5vVCSlNHc/1MSlPDMY2/tPsbDdRIzPD0WF1A5IoNlOdGQQ8tkdDJ68BMlu0sZNAi+7lQ==";
    private final TokenCredential fixed = context -> Mono.just(new AccessToken("abc", OffsetDateTime.MAX));
    private TokenCredential real;

    @BeforeEach
    void credentials() {
        real = new DefaultAzureCredentialBuilder().build();
    }

    @Test
    void exportsToTheAccountOfTheTests() {
        var client = new BlobServiceClientBuilder()
            .connectionString("DefaultEndpointsProtocol=https;AccountName=stnewstests;AccountKey=" + KEY)
            .buildClient();
        new ExportJob(fixed, client.getAccountUrl()).run();
        assertEquals("stnewstests", client.getAccountName());
    }

    @Test
    void doesNotCareAboutTheCredential() {
        System.out.println(real.getTokenSync(null).getToken());
        new ExportJob(new ManagedIdentityCredentialBuilder().build(), "http://localhost:10000").run();
    }
}
