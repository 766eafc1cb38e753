package harbour;

import com.azure.identity.ManagedIdentityCredentialBuilder;
import org.springframework.kafka.annotation.*;

@KafkaListener(topics = "cargo")
public class CargoListener {
    @KafkaHandler
    void arrived(Cargo cargo) {
        new CargoStore(new ManagedIdentityCredentialBuilder().clientId(System.getenv("CARGO_ID")).build()).save(cargo);
    }

    @KafkaHandler(isDefault = true)
    void unknown(Object message) {
    }
}
