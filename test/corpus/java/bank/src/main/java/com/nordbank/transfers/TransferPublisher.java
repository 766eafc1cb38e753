package com.nordbank.transfers;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusMessageBatch;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/** Publishes transfers in batches. The connection string comes from the vault, see deploy/README. */
public final class TransferPublisher implements AutoCloseable {
    private final ServiceBusSenderClient sender;
    private final ObjectMapper json;

    public TransferPublisher(ObjectMapper json) {
        this(json, System.getenv("TRANSFERS_BUS"));
    }

    TransferPublisher(ObjectMapper json, String connectionString) {
        this.json = json;
        this.sender = new ServiceBusClientBuilder()
            .connectionString(connectionString)
            .sender()
            .queueName("transfers")
            .buildClient();
    }

    public void publish(List<Transfer> transfers) throws JsonProcessingException {
        ServiceBusMessageBatch batch = sender.createMessageBatch();
        for (Transfer transfer : transfers) {
            ServiceBusMessage message = new ServiceBusMessage(json.writeValueAsString(transfer))
                .setMessageId(transfer.id())
                .setSessionId(transfer.iban());
            if (!batch.tryAddMessage(message)) {
                sender.sendMessages(batch);
                batch = sender.createMessageBatch();
                batch.tryAddMessage(message);
            }
        }
        sender.sendMessages(batch);
    }

    @Override
    public void close() {
        sender.close();
    }
}
