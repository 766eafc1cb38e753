resource "azurerm_spring_cloud_app" "billing" {
  name                = "billing"
  resource_group_name = azurerm_resource_group.shop.name
  service_name        = azurerm_spring_cloud_service.shop.name

  identity {
    # managed-identity:ignore MI401 the system-assigned identity goes with the old reports, in May
    type         = "SystemAssigned, UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.orders.id]
  }
}

# Whether customers gets user-assigned identities is up to who deploys.
resource "azurerm_spring_cloud_app" "customers" {
  name                = "customers"
  resource_group_name = azurerm_resource_group.shop.name
  service_name        = azurerm_spring_cloud_service.shop.name

  dynamic "identity" {
    for_each = length(var.extra_identity_ids) > 0 ? [1] : []
    content {
      type         = "UserAssigned"
      identity_ids = var.extra_identity_ids
    }
  }
}
