package com.example.shop.billing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Asks a database with an identity that it does not name: right as long as the app has only one (MI112). */
class LedgerDatabase {

    private static final String LEDGER = "jdbc:sqlserver://shop.database.windows.net;database=ledger;encrypt=true;"
        + "authentication=ActiveDirectoryMSI";

    Connection open() throws SQLException {
        return DriverManager.getConnection(LEDGER);
    }
}
