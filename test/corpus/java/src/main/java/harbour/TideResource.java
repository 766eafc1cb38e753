package harbour;

import com.azure.identity.DefaultAzureCredentialBuilder;
import jakarta.ws.rs.*;

@Path("/tides")
public class TideResource {
    @GET
    public String today() {
        var credential = new DefaultAzureCredentialBuilder()
            .managedIdentityClientId(System.getenv("TIDE_ID"))
            .build();
        return new TideClient(credential).today();
    }
}
