package harbour;

import com.azure.storage.common.StorageSharedKeyCredential;
import com.azure.cosmos.CosmosClientBuilder;

public class BlobKeys {
    Object blobs() {
        return new StorageSharedKeyCredential("harbour", "Zk3vQ9mW1xT7bN5cR8yH2uJ6pL0sD4fGaEiOqXwUzVtBnMkYlPjHgFdSrCeWo3I5A7K9mQ2xN4vB6tZ8yRcU1w==");
    }

    Object cosmos() {
        return new CosmosClientBuilder().endpoint("https://harbour.documents.azure.com").key("Zk3vQ9mW1xT7bN5cR8yH2uJ6pL0sD4fGaEiOqXwUzVtBnMkYlPjHgFdSrCeWo3I5A7K9mQ2xN4vB6tZ8yRcU1w==").buildClient();
    }

    Object fromEnvironment() {
        return new StorageSharedKeyCredential("harbour", System.getenv("HARBOUR_KEY"));
    }
}
