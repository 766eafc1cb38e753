# azurerm 2.x, kept until the old service is gone
provider "azurerm" {
  version         = "=2.99.0"
  subscription_id = var.subscription_id
  client_id       = var.client_id
  client_secret   = var.client_secret
  tenant_id       = var.tenant_id
  features {}
}

variable "subscription_id" {}
variable "client_id" {}
variable "client_secret" {
  type      = string
  sensitive = true
}
variable "tenant_id" {}

resource "azurerm_spring_cloud_app" "stamps" {
  name                = "stamps"
  resource_group_name = "rg-legacy"
  service_name        = "asa-legacy"
  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_key_vault_access_policy" "stamps" {
  key_vault_id            = "/subscriptions/${var.subscription_id}/resourceGroups/rg-legacy/providers/Microsoft.KeyVault/vaults/kv-stamps"
  tenant_id               = var.tenant_id
  object_id               = azurerm_spring_cloud_app.stamps.identity[0].principal_id
  secret_permissions      = ["get", "list"]
  certificate_permissions = []
}
