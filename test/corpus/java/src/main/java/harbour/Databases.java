package harbour;

import com.microsoft.sqlserver.jdbc.SQLServerDataSource;
import com.zaxxer.hikari.HikariConfig;

public class Databases {
    Object unnamed() {
        SQLServerDataSource source = new SQLServerDataSource();
        source.setServerName("harbour.database.windows.net");
        source.setAuthentication("ActiveDirectoryMSI");
        return source;
    }

    Object named() {
        SQLServerDataSource source = new SQLServerDataSource();
        source.setServerName("harbour.database.windows.net");
        source.setAuthentication("ActiveDirectoryMSI");
        source.setMSIClientId(System.getenv("AZURE_CLIENT_ID"));
        return source;
    }

    Object pool() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:sqlserver://harbour.database.windows.net;authentication=ActiveDirectoryManagedIdentity");
        return config;
    }
}
