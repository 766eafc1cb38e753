package eu.tolls

import com.azure.identity.ManagedIdentityCredentialBuilder
import com.azure.storage.queue.QueueClientBuilder
import com.azure.storage.queue.models.QueueMessageItem
import java.time.Duration

class Draft(private val endpoint: String) {
    private val credential = ManagedIdentityCredentialBuilder()
        .maxRetry(4)
        .build()

    private val plates = QueueClientBuilder()
        .endpoint(endpoint)
        .queueName("plates")
        .credential(credential)
        .buildClient()

    fun next(): Plate? =
        plates.receiveMessages(1, Duration.ofSeconds(30), null, null)
            .firstOrNull()
            ?.let(::parse)

    private fun parse(item: QueueMessageItem): Plate {
        val (country, number) = item.body.toString().split(' ', limit = 2)
        return Plate(country, number)
    }

    fun done(item: QueueMessageItem) {
        plates.deleteMessage(item.messageId, item.popReceipt)
    }

    // TODO what if the camera sends the plate twice?
    fun dedup(plates: List<Plate>): List<Plate> = plates.distinctBy {