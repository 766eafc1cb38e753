package harbour;

import org.springframework.web.bind.annotation.*;

@RestController
public class FakeImds {
    @GetMapping("/metadata/identity/oauth2/token")
    String token() {
        return "{}";
    }
}
