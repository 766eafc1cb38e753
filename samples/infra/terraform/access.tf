data "azurerm_client_config" "current" {}

resource "azurerm_key_vault" "shop" {
  name                = "shop-secrets"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  tenant_id           = data.azurerm_client_config.current.tenant_id
  sku_name            = "standard"
}

resource "azurerm_key_vault_access_policy" "orders" {
  key_vault_id       = azurerm_key_vault.shop.id
  tenant_id          = data.azurerm_client_config.current.tenant_id
  object_id          = azurerm_user_assigned_identity.orders.principal_id
  secret_permissions = ["Get", "List"]
}

resource "azurerm_role_assignment" "shipping" {
  scope                = azurerm_key_vault.shop.id
  role_definition_name = "Key Vault Secrets User"
  principal_id         = azurerm_user_assigned_identity.shipping.client_id
}
