package com.example.shop.billing;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import org.springframework.stereotype.Component;

/** Has the key of the storage account in its source (MI107). The key is made up. */
@Component
class InvoiceStore {

    private static final String ACCOUNT = "DefaultEndpointsProtocol=https;AccountName=shopinvoices;"
        + "AccountKey=9fK2mQ7xL0sWc4bTz8vHn3pRj6yDg1aE5uXoIiBqZw==;EndpointSuffix=core.windows.net";

    BlobContainerClient invoices() {
        return new BlobServiceClientBuilder()
            .connectionString(ACCOUNT)
            .buildClient()
            .getBlobContainerClient("invoices");
    }
}
