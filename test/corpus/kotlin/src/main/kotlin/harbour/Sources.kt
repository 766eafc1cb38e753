package harbour

import com.microsoft.sqlserver.jdbc.SQLServerDataSource

fun unnamed() = SQLServerDataSource().apply { serverName = "harbour"; authentication = "ActiveDirectoryMSI" }

fun named() = SQLServerDataSource().apply { authentication = "ActiveDirectoryMSI"; user = System.getenv("AZURE_CLIENT_ID") }
