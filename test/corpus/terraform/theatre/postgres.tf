resource "azurerm_postgresql_flexible_server" "theatre" {
  name                   = "psql-theatre"
  location               = "italynorth"
  resource_group_name    = "rg-theatre"
  version                = "15"
  administrator_login    = "prompter"
  administrator_password = "Cur7ain-Call!2kZq"
  sku_name               = "B_Standard_B1ms"

  authentication {
    active_directory_auth_enabled = true
    password_auth_enabled         = true
    tenant_id                     = data.azurerm_client_config.me.tenant_id
  }
}

data "azurerm_client_config" "me" {
}

resource "azurerm_user_assigned_identity" "seats" {
  name                = "id-seats"
  location            = "italynorth"
  resource_group_name = "rg-theatre"
}

resource "azurerm_postgresql_flexible_server_active_directory_administrator" "seats" {
  server_name         = azurerm_postgresql_flexible_server.theatre.name
  resource_group_name = "rg-theatre"
  tenant_id           = data.azurerm_client_config.me.tenant_id
  object_id           = azurerm_user_assigned_identity.seats.client_id
  principal_name      = azurerm_user_assigned_identity.seats.name
  principal_type      = "ServicePrincipal"
}
