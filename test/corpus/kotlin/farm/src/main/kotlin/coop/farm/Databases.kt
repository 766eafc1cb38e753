package coop.farm

import com.azure.core.credential.TokenRequestContext
import com.azure.identity.ManagedIdentityCredentialBuilder
import com.zaxxer.hikari.HikariDataSource
import org.flywaydb.core.Flyway
import org.springframework.context.annotation.Bean
import org.springframework.context.annotation.Configuration
import org.springframework.context.annotation.DependsOn

@Configuration
class Databases {
    private val credential = ManagedIdentityCredentialBuilder()
        .clientId(System.getenv("FARM_CLIENT_ID"))
        .build()

    @Bean
    fun fields(): HikariDataSource {
        val pool = HikariDataSource()
        pool.jdbcUrl = "jdbc:mysql://mysql-farm.mysql.database.azure.com:3306/fields?sslMode=REQUIRED"
        pool.username = "id-farm"
        pool.password = credential
            .getTokenSync(TokenRequestContext().addScopes("https://ossrdbms-aad.database.windows.net/.default"))
            .token
        pool.connectionTestQuery = "select 1"
        pool.maximumPoolSize = 5
        return pool
    }

    @Bean
    @DependsOn("fields")
    fun flyway(fields: HikariDataSource): Flyway =
        Flyway.configure()
            .dataSource(fields)
            .locations("classpath:db/fields")
            .baselineOnMigrate(true)
            .load()
            .also { it.migrate() }
}
