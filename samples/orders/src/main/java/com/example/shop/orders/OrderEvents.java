package com.example.shop.orders;

import com.azure.core.credential.TokenCredential;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import org.springframework.stereotype.Component;

/** The right way: one credential, kept, for the identity that the environment names. */
@Component
class OrderEvents {

    private final TokenCredential credential =
        new ManagedIdentityCredentialBuilder().clientId(System.getenv("AZURE_CLIENT_ID")).build();

    private final ServiceBusSenderClient sender = new ServiceBusClientBuilder()
        .fullyQualifiedNamespace("shop.servicebus.windows.net")
        .credential(credential)
        .sender()
        .queueName("orders")
        .buildClient();

    void placed(String order) {
        sender.sendMessage(new ServiceBusMessage(order));
    }
}
