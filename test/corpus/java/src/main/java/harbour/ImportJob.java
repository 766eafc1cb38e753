package harbour;

import com.azure.identity.DefaultAzureCredentialBuilder;
import java.util.List;

public class ImportJob {
    public static void main(String[] args) {
        var credential = new DefaultAzureCredentialBuilder().managedIdentityClientId(args[0]).build();
        for (String name : List.of("a", "b")) {
            new Importer(credential).run(name);
        }
    }
}
