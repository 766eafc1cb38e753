package harbour;

import com.azure.identity.ManagedIdentityCredentialBuilder;
import org.springframework.web.bind.annotation.*;

@RestController
public class PierController {
    private final PierStore store;

    public PierController(PierStore store) {
        this.store = store;
    }

    @GetMapping("/piers/{id}")
    public Pier pier(@PathVariable String id) {
        return store.with(new ManagedIdentityCredentialBuilder().clientId(System.getenv("PIER_ID")).build()).find(id);
    }

    @GetMapping("/piers")
    public Iterable<Pier> piers() {
        return store.with(credential()).all();
    }

    private Object credential() {
        return new ManagedIdentityCredentialBuilder().clientId(System.getenv("PIER_ID")).build();
    }
}
