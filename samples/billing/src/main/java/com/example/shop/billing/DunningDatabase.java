package com.example.shop.billing;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Takes a token for a password, which ends after some hours (MI109). */
@Configuration
class DunningDatabase {

    @Bean
    DataSource dunning(TokenCredential credential) {
        HikariDataSource source = new HikariDataSource();
        source.setJdbcUrl("jdbc:postgresql://shop.postgres.database.azure.com/dunning");
        source.setUsername("billing");
        source.setPassword(
            credential
                .getTokenSync(new TokenRequestContext().addScopes("https://ossrdbms-aad.database.windows.net/.default"))
                .getToken());
        return source;
    }
}
