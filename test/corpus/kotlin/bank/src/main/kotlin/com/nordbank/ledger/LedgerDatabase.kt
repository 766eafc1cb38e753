package com.nordbank.ledger

import com.zaxxer.hikari.HikariConfig
import com.zaxxer.hikari.HikariDataSource
import org.jetbrains.exposed.sql.Database
import org.springframework.context.annotation.Bean
import org.springframework.context.annotation.Configuration
import java.sql.DriverManager
import java.util.Properties
import javax.sql.DataSource

@Configuration
class LedgerDatabase {
    private val server = "sql-ledger.database.windows.net"

    @Bean
    fun ledger(): DataSource = HikariDataSource(
        HikariConfig().apply {
            jdbcUrl = "jdbc:sqlserver://$server:1433;database=ledger;encrypt=true;authentication=ActiveDirectoryMSI"
            maximumPoolSize = 20
            isAutoCommit = false
            transactionIsolation = "TRANSACTION_SERIALIZABLE"
        },
    )

    @Bean
    fun exposed(ledger: DataSource): Database = Database.connect(ledger)

    fun reconcile(month: String): Int {
        val properties = Properties()
        properties["user"] = System.getenv("LEDGER_CLIENT_ID")
        properties["authentication"] = "ActiveDirectoryMSI"
        DriverManager.getConnection("jdbc:sqlserver://$server;database=ledger", properties).use { connection ->
            connection.prepareStatement("exec reconcile ?").use {
                it.setString(1, month)
                return it.executeUpdate()
            }
        }
    }
}
