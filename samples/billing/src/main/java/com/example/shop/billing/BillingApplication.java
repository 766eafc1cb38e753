package com.example.shop.billing;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobServiceClient;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@SpringBootApplication
@RestController
public class BillingApplication {

    private final BlobServiceClient blobs;

    BillingApplication(BlobServiceClient blobs) {
        this.blobs = blobs;
    }

    public static void main(String[] args) {
        SpringApplication.run(BillingApplication.class, args);
    }

    @PutMapping("/invoices/{number}")
    void store(@PathVariable String number, @RequestBody String invoice) {
        blobs.getBlobContainerClient("invoices").getBlobClient(number).upload(BinaryData.fromString(invoice), true);
    }
}
