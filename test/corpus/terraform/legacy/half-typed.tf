resource "azurerm_resource_group" "legacy" {
  name     = "rg-legacy"
  location = "eastus"
}

resource "azurerm_spring_cloud_app" "old" {
  name                = "old"
  resource_group_name = azurerm_resource_group.legacy.name
  service_name        = "asa-legacy"

  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_role_assignment" "old" {
  scope                = azurerm_resource_group.legacy.id
  role_definition_name = "Reader"
  principal_id         = azurerm_spring_cloud_app.old.identity[0].
