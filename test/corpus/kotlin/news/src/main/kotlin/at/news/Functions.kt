package at.news

import com.azure.core.credential.TokenCredential
import com.azure.identity.ManagedIdentityCredentialBuilder
import com.azure.messaging.eventhubs.EventData
import com.azure.messaging.eventhubs.EventHubClientBuilder
import com.azure.messaging.eventhubs.EventHubProducerAsyncClient
import org.springframework.boot.autoconfigure.SpringBootApplication
import org.springframework.boot.runApplication
import org.springframework.context.annotation.Bean
import org.springframework.messaging.Message
import org.springframework.messaging.support.MessageBuilder
import reactor.core.publisher.Flux
import reactor.core.publisher.Mono
import java.util.function.Function

@SpringBootApplication
class Functions {
    @Bean
    fun credential(): TokenCredential =
        // managed-identity:ignore MI101 this app never has more than its system identity
        ManagedIdentityCredentialBuilder().build()

    @Bean(destroyMethod = "close")
    fun headlines(credential: TokenCredential): EventHubProducerAsyncClient =
        EventHubClientBuilder()
            .fullyQualifiedNamespace("evhns-news.servicebus.windows.net")
            .eventHubName("headlines")
            .credential(credential)
            .buildAsyncProducerClient()

    @Bean
    fun publish(headlines: EventHubProducerAsyncClient): Function<Flux<Message<String>>, Mono<Void>> =
        Function { messages ->
            messages.map { EventData(it.payload) }
                .buffer(20)
                .concatMap(headlines::send)
                .then()
        }

    @Bean
    fun clean(): Function<String, Message<String>> =
        Function { text -> MessageBuilder.withPayload(text.trim()).setHeader("cleaned", true).build() }
}

fun main(args: Array<String>) {
    runApplication<Functions>(*args)
}
