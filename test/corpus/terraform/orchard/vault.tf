data "azurerm_client_config" "current" {}

resource "azurerm_key_vault" "orchard" {
  name                       = "kv-orchard"
  location                   = "westeurope"
  resource_group_name        = "rg-orchard"
  tenant_id                  = data.azurerm_client_config.current.tenant_id
  sku_name                   = "standard"
  purge_protection_enabled   = true
  soft_delete_retention_days = 30
}

resource "azurerm_key_vault_access_policy" "picking" {
  key_vault_id = azurerm_key_vault.orchard.id
  tenant_id    = azurerm_user_assigned_identity.picking.tenant_id
  object_id    = azurerm_user_assigned_identity.picking.principal_id

  secret_permissions = [
    "Get",
    "List",
  ]
}

resource "azurerm_key_vault_access_policy" "operator" {
  key_vault_id = azurerm_key_vault.orchard.id
  tenant_id    = data.azurerm_client_config.current.tenant_id
  object_id    = data.azurerm_client_config.current.object_id

  secret_permissions = ["Get", "List", "Set", "Delete", "Purge", "Recover"]
}

resource "random_password" "db" {
  length  = 32
  special = true
}

resource "azurerm_key_vault_secret" "db" {
  name         = "db-password"
  value        = random_password.db.result
  key_vault_id = azurerm_key_vault.orchard.id
  depends_on   = [azurerm_key_vault_access_policy.operator]
}
