package harbour;

import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.*;

@FeignClient(name = "imds", url = "http://169.254.169.254")
public interface ImdsClient {
    @GetMapping("/metadata/identity/oauth2/token?api-version=2018-02-01")
    String token(@RequestParam("resource") String resource);
}
