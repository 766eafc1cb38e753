package shop.catalogue;

import com.azure.cosmos.ConsistencyLevel;
import com.azure.cosmos.CosmosClient;
import com.azure.cosmos.CosmosClientBuilder;
import com.azure.cosmos.DirectConnectionConfig;
import com.azure.spring.data.cosmos.config.AbstractCosmosConfiguration;
import com.azure.spring.data.cosmos.config.CosmosConfig;
import com.azure.spring.data.cosmos.repository.config.EnableCosmosRepositories;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
@EnableCosmosRepositories(basePackages = "shop.catalogue")
class CosmosConfiguration extends AbstractCosmosConfiguration {

    private static final String HOST = "https://cosmos-catalogue.documents.azure.com:443/";
    private static final String MASTER = "HMnm2dl6tJ2CXAeeLgRlaTf8hxQTpChWpcJD5Oo/aum7WVUxXrUHJgPMDFzBoipXqwIpUXHA0m7QsSotdnpRUQ==";

    @Bean
    CosmosClientBuilder cosmosClientBuilder() {
        DirectConnectionConfig direct = DirectConnectionConfig.getDefaultConfig();
        return new CosmosClientBuilder()
            .endpoint(HOST)
            .key(MASTER)
            .preferredRegions(List.of("West Europe", "North Europe"))
            .consistencyLevel(ConsistencyLevel.SESSION)
            .directMode(direct);
    }

    @Bean
    CosmosConfig cosmosConfig() {
        return CosmosConfig.builder()
            .enableQueryMetrics(false)
            .build();
    }

    @Override
    protected String getDatabaseName() {
        return "catalogue";
    }
}
