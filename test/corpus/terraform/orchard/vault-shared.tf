resource "azurerm_key_vault" "shared" {
  name                = "kv-orchard-shared"
  location            = "westeurope"
  resource_group_name = "rg-orchard"
  tenant_id           = var.tenant_id
  sku_name            = "standard"

  network_acls {
    default_action = "Deny"
    bypass         = "AzureServices"
  }
}

// the reporting job needs the mail password
resource "azurerm_role_assignment" "reporting" {
  scope                = azurerm_key_vault.shared.id
  role_definition_name = "Key Vault Secrets User"
  principal_id         = var.reporting_principal_id
}

resource "azurerm_role_assignment" "auditor" {
  scope                = azurerm_key_vault.shared.id
  role_definition_name = "Reader"
  principal_id         = var.auditor_group_id
}
