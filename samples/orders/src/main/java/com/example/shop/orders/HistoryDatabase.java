package com.example.shop.orders;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The driver signs in by itself and is not told as which of the app's identities (MI112). */
@Configuration
class HistoryDatabase {

    private static final String URL =
        "jdbc:sqlserver://shop-history.database.windows.net:1433;database=history;authentication=ActiveDirectoryMSI";

    @Bean
    DataSource history() {
        HikariDataSource history = new HikariDataSource();
        history.setJdbcUrl(URL);
        history.setReadOnly(true);
        return history;
    }
}
