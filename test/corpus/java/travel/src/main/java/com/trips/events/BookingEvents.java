package com.trips.events;

import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.EventDataBatch;
import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.eventhubs.EventHubProducerClient;
import java.util.Collection;
import org.springframework.stereotype.Component;

@Component
public class BookingEvents
{
    // TODO TRIP-1182: read it from the vault
    private static final String CONNECTION = "Endpoint=sb://evhns-trips.servicebus.windows.net/;"
        + "SharedAccessKeyName=send;"
        + "SharedAccessKey=b5Qs07F6OSbIbUHxuW2gagDsstC5hGIZaLTbsEZVOOU=;"
        + "EntityPath=bookings";

    private final EventHubProducerClient producer;

    public BookingEvents()
    {
        producer = new EventHubClientBuilder()
            .connectionString(CONNECTION)
            .buildProducerClient();
    }

    public void send(Collection<Booking> bookings)
    {
        EventDataBatch batch = producer.createBatch();
        for (Booking booking : bookings)
        {
            EventData event = new EventData(booking.toJson());
            if (!batch.tryAdd(event))
            {
                producer.send(batch);
                batch = producer.createBatch();
                batch.tryAdd(event);
            }
        }
        producer.send(batch);
    }
}
