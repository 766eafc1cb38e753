# The comments service was moved here in spring.
resource "azurerm_spring_cloud_app" "comments" { # one app
  name                = "comments" // as in DNS
  resource_group_name = var.resource_group_name
  service_name        = /* shared */ var.service_name

  /* identity {
    type = "SystemAssigned, UserAssigned"
  } */
  identity { type = "SystemAssigned" }
}

# resource "azurerm_key_vault_access_policy" "comments" {
#   object_id = azurerm_user_assigned_identity.comments.client_id
# }
resource "azurerm_key_vault_access_policy" "comments" {
  key_vault_id       = var.key_vault_id
  tenant_id          = azurerm_spring_cloud_app.comments.identity.0.tenant_id
  object_id          = azurerm_spring_cloud_app.comments.identity.0.principal_id
  secret_permissions = ["Get"]
}
