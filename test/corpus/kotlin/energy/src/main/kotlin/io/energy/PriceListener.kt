package io.energy

import com.azure.data.tables.TableClientBuilder
import com.azure.data.tables.models.TableEntity
import com.azure.identity.ManagedIdentityCredentialBuilder
import com.fasterxml.jackson.databind.ObjectMapper
import com.fasterxml.jackson.module.kotlin.readValue
import org.slf4j.LoggerFactory
import org.springframework.beans.factory.annotation.Value
import org.springframework.kafka.annotation.KafkaListener
import org.springframework.kafka.support.Acknowledgment
import org.springframework.messaging.handler.annotation.Payload
import org.springframework.stereotype.Component

@Component
class PriceListener(
    private val mapper: ObjectMapper,
    @Value("\${energy.tables}") private val endpoint: String,
    @Value("\${energy.client-id}") private val clientId: String,
) {
    private val log = LoggerFactory.getLogger(javaClass)

    @KafkaListener(topics = ["prices"], groupId = "tables")
    fun onPrice(@Payload text: String, ack: Acknowledgment) {
        val price: Price = mapper.readValue(text)
        val table = TableClientBuilder()
            .endpoint(endpoint)
            .tableName("prices")
            .credential(ManagedIdentityCredentialBuilder().clientId(clientId).build())
            .buildClient()
        table.upsertEntity(TableEntity(price.market, price.hour).addProperty("eur", price.eur))
        log.debug("price of {} for {}", price.hour, price.market)
        ack.acknowledge()
    }
}

data class Price(val market: String, val hour: String, val eur: Double)
