package harbour;

import com.azure.identity.ManagedIdentityCredentialBuilder;
import java.util.List;

public class FleetImport {
    void run(List<String> ships) {
        ships.forEach(ship -> new ShipStore(new ManagedIdentityCredentialBuilder()
            .clientId(System.getenv("FLEET_ID"))
            .build()).load(ship));
        ships.stream().map(ship -> open(ship)).toList();
    }

    private Object open(String ship) {
        // one for each ship, which is too many
        return new ManagedIdentityCredentialBuilder().resourceId(System.getenv("FLEET_RESOURCE")).build();
    }
}
