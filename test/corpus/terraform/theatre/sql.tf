resource "random_password" "sql" {
  length = 24
}

resource "azurerm_mssql_server" "theatre" {
  name                         = "sql-theatre"
  location                     = "italynorth"
  resource_group_name          = "rg-theatre"
  version                      = "12.0"
  administrator_login          = "prompter"
  administrator_login_password = random_password.sql.result
  minimum_tls_version          = "1.2"

  azuread_administrator {
    login_username = "id-stage"
    object_id      = module.stage_identity.principal_id
  }
}

resource "azurerm_mssql_database" "seats" {
  name      = "seats"
  server_id = azurerm_mssql_server.theatre.id
  sku_name  = "S1"
}

resource "azurerm_mssql_firewall_rule" "azure" {
  name             = "azure"
  server_id        = azurerm_mssql_server.theatre.id
  start_ip_address = "0.0.0.0"
  end_ip_address   = "0.0.0.0"
}
