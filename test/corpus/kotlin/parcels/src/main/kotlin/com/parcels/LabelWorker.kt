package com.parcels

import com.azure.core.credential.TokenCredential
import com.azure.messaging.servicebus.ServiceBusClientBuilder
import com.azure.messaging.servicebus.ServiceBusErrorContext
import com.azure.messaging.servicebus.ServiceBusProcessorClient
import com.azure.messaging.servicebus.ServiceBusReceivedMessageContext
import com.azure.messaging.servicebus.models.DeadLetterOptions
import org.slf4j.LoggerFactory
import org.springframework.context.SmartLifecycle
import org.springframework.stereotype.Component

@Component
class LabelWorker(
    credential: TokenCredential,
    properties: LabelProperties,
    private val printer: Printer,
) : SmartLifecycle {
    private val log = LoggerFactory.getLogger(LabelWorker::class.java)

    private val processor: ServiceBusProcessorClient = ServiceBusClientBuilder()
        .fullyQualifiedNamespace(properties.namespace)
        .credential(credential)
        .processor()
        .queueName(properties.queue)
        .disableAutoComplete()
        .maxConcurrentCalls(properties.printers.size)
        .processMessage(::onMessage)
        .processError(::onError)
        .buildProcessorClient()

    private fun onMessage(context: ServiceBusReceivedMessageContext) {
        val token = context.message.lockToken
        try {
            printer.print(Label.parse(context.message.body.toString()))
            context.complete()
        } catch (e: LabelException) {
            log.warn("label {} with lock {} is wrong", context.message.messageId, token, e)
            context.deadLetter(DeadLetterOptions().setDeadLetterReason(e.message))
        }
    }

    private fun onError(context: ServiceBusErrorContext) =
        log.error("{} of {}", context.errorSource, context.entityPath, context.exception)

    override fun start() = processor.start()
    override fun stop() = processor.stop()
    override fun isRunning() = processor.isRunning
}
