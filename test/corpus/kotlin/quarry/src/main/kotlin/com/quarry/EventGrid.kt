package com.quarry

import com.azure.core.credential.AzureKeyCredential
import com.azure.core.models.CloudEvent
import com.azure.core.models.CloudEventDataFormat
import com.azure.core.util.BinaryData
import com.azure.messaging.eventgrid.EventGridPublisherClient
import com.azure.messaging.eventgrid.EventGridPublisherClientBuilder

sealed interface Blast {
    data class Planned(val site: String, val at: String, val chargeKg: Double) : Blast
    data class Done(val site: String, val ppv: Double) : Blast
    data class Cancelled(val site: String, val reason: String) : Blast
}

class BlastEvents(topic: String, key: String) {
    private val client: EventGridPublisherClient<CloudEvent> = EventGridPublisherClientBuilder()
        .endpoint("https://$topic.westeurope-1.eventgrid.azure.net/api/events")
        .credential(AzureKeyCredential(key))
        .buildCloudEventPublisherClient()

    fun publish(blast: Blast) {
        val type = when (blast) {
            is Blast.Planned -> "quarry.blast.planned"
            is Blast.Done -> "quarry.blast.done"
            is Blast.Cancelled -> "quarry.blast.cancelled"
        }
        val data = BinaryData.fromObject(blast)
        client.sendEvent(CloudEvent("/quarry", type, data, CloudEventDataFormat.JSON, "application/json"))
    }

    companion object {
        const val KEY_NAME = "quarry-eventgrid-key"

        fun fromEnvironment() = BlastEvents(System.getenv("QUARRY_TOPIC"), System.getenv("QUARRY_TOPIC_KEY"))
    }
}
