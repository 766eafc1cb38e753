resource "azurerm_user_assigned_identity" "pier" {
  name                = "id-pier"
  location            = "denmarkeast"
  resource_group_name = "rg-ferry"
}

resource "kubernetes_service_account" "pier" {
  metadata {
    name      = "pier"
    namespace = "ferry"
    annotations = {
      "azure.workload.identity/client-id" = azurerm_user_assigned_identity.pier.principal_id
      "azure.workload.identity/tenant-id" = azurerm_user_assigned_identity.pier.tenant_id
    }
  }
}

resource "azurerm_key_vault_access_policy" "pier" {
  key_vault_id       = var.vault_id
  tenant_id          = azurerm_user_assigned_identity.pier.tenant_id
  object_id          = azurerm_user_assigned_identity.pier.client_id
  secret_permissions = ["Get", "List"]
}

variable "vault_id" {
  type = string
}
