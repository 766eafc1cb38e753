package com.trips.http;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import io.netty.channel.ChannelOption;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

@Configuration(proxyBeanMethods = false)
public class PartnerClientConfiguration {

    @Bean
    WebClient partners(WebClient.Builder builder, TokenCredential credential, PartnerProperties partner) {
        HttpClient http = HttpClient.create()
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 3_000)
            .responseTimeout(Duration.ofSeconds(20));
        return builder
            .baseUrl(partner.baseUrl())
            .clientConnector(new ReactorClientHttpConnector(http))
            .filter(bearer(credential, partner.scope()))
            .build();
    }

    private static ExchangeFilterFunction bearer(TokenCredential credential, String scope) {
        TokenRequestContext context = new TokenRequestContext().addScopes(scope);
        return ExchangeFilterFunction.ofRequestProcessor(request -> credential.getToken(context)
            .map(AccessToken::getToken)
            .map(token -> ClientRequest.from(request).headers(headers -> headers.setBearerAuth(token)).build())
            .switchIfEmpty(Mono.error(() -> new IllegalStateException("no token for " + scope))));
    }
}
