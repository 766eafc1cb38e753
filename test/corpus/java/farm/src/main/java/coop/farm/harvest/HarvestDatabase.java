package coop.farm.harvest;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenRequestContext;
import com.azure.identity.DefaultAzureCredential;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Properties;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
public class HarvestDatabase {

    @Value("${harvest.db.host}")
    String host;

    @Value("${harvest.identity}")
    String identity;

    @Bean(destroyMethod = "close")
    HikariDataSource harvest() {
        DefaultAzureCredential credential = new DefaultAzureCredentialBuilder()
                .managedIdentityClientId(identity)
                .build();
        AccessToken token = credential.getTokenSync(
                new TokenRequestContext().addScopes("https://ossrdbms-aad.database.windows.net/.default"));

        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl("jdbc:postgresql://" + host + ":5432/harvest?sslmode=require");
        pool.setUsername("id-harvest");
        pool.setPassword(token.getToken());
        pool.setMaximumPoolSize(6);
        Properties more = new Properties();
        more.setProperty("ApplicationName", "harvest");
        pool.setDataSourceProperties(more);
        return pool;
    }
}
