package org.school.marks;

import com.microsoft.sqlserver.jdbc.SQLServerDataSource;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
class MarksDatabase {

    @Bean
    @Primary
    DataSource marks(Environment env) {
        SQLServerDataSource source = new SQLServerDataSource();
        source.setServerName("sql-school.database.windows.net");
        source.setDatabaseName("marks");
        source.setAuthentication("ActiveDirectoryMSI");
        source.setMSIClientId(env.getRequiredProperty("school.marks.client-id"));
        HikariConfig config = new HikariConfig();
        config.setDataSource(source);
        config.setMaximumPoolSize(10);
        return new HikariDataSource(config);
    }

    @Bean
    DataSource reports() {
        HikariConfig config = new HikariConfig();
        config.setPoolName("reports");
        config.setReadOnly(true);
        config.setJdbcUrl("jdbc:sqlserver://sql-school.database.windows.net:1433;database=reports;encrypt=true;authentication=ActiveDirectoryManagedIdentity");
        return new HikariDataSource(config);
    }

    @Bean
    DataSource legacy() {
        return DataSourceBuilder.create()
            .url("jdbc:postgresql://pg.intra:5432/legacy")
            .username("reader")
            .password(System.getenv("LEGACY_DB_PASSWORD"))
            .build();
    }
}
