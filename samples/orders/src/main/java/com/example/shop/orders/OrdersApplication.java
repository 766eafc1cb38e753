package com.example.shop.orders;

import com.azure.security.keyvault.secrets.SecretClient;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@SpringBootApplication
@RestController
public class OrdersApplication {

    private final SecretClient secrets;

    OrdersApplication(SecretClient secrets) {
        this.secrets = secrets;
    }

    public static void main(String[] args) {
        SpringApplication.run(OrdersApplication.class, args);
    }

    @GetMapping("/payment-provider")
    String paymentProvider() {
        return secrets.getSecret("payment-provider").getValue();
    }
}
