package com.nordbank.statements;

import com.azure.core.util.BinaryData;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.models.BlobStorageException;
import java.time.YearMonth;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

@Service
public class StatementStore {

    private static final Logger LOG = LoggerFactory.getLogger(StatementStore.class);

    private final BlobContainerClient container;

    public StatementStore(StatementProperties properties) {
        this.container = new BlobServiceClientBuilder()
            .endpoint(properties.endpoint())
            .credential(new DefaultAzureCredentialBuilder().build())
            .buildClient()
            .getBlobContainerClient("statements");
    }

    public void save(String account, YearMonth month, byte[] pdf) {
        container.getBlobClient(nameOf(account, month)).upload(BinaryData.fromBytes(pdf), true);
        LOG.info("statement of {} saved, {} bytes", month, pdf.length);
    }

    public Optional<byte[]> find(String account, YearMonth month) {
        try {
            return Optional.of(container.getBlobClient(nameOf(account, month)).downloadContent().toBytes());
        } catch (BlobStorageException e) {
            if (e.getStatusCode() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static String nameOf(String account, YearMonth month) {
        return account + "/" + month + ".pdf";
    }
}
