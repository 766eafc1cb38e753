variable "name" { type = string }

data "azurerm_user_assigned_identity" "this" {
  name                = var.name
  resource_group_name = "rg-identities"
}

output "identity_id" {
  description = "Resource ID"
  value       = data.azurerm_user_assigned_identity.this.id
}

output "identity_client_id" {
  description = "Client ID"
  value       = data.azurerm_user_assigned_identity.this.principal_id
}

output "tenant_id" {
  value = data.azurerm_user_assigned_identity.this.tenant_id
}
