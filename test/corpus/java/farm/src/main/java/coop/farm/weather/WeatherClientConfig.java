package coop.farm.weather;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import feign.Logger;
import feign.RequestInterceptor;
import feign.Retryer;
import feign.codec.ErrorDecoder;
import java.util.concurrent.TimeUnit;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

public class WeatherClientConfig {

    @FeignClient(name = "weather", url = "${weather.url}", configuration = WeatherClientConfig.class)
    public interface WeatherClient {
        @GetMapping("/forecast")
        Forecast forecast(@RequestParam("lat") double lat, @RequestParam("lon") double lon);
    }

    @Bean
    RequestInterceptor bearer(TokenCredential credential) {
        TokenRequestContext context = new TokenRequestContext().addScopes("api://weather/.default");
        return template ->
            template.header("Authorization", "Bearer " + credential.getTokenSync(context).getToken());
    }

    @Bean
    Retryer retryer() {
        return new Retryer.Default(200, TimeUnit.SECONDS.toMillis(2), 4);
    }

    @Bean
    Logger.Level level() {
        return Logger.Level.BASIC;
    }

    @Bean
    ErrorDecoder errors() {
        return (method, response) -> new WeatherException(method, response.status());
    }
}
