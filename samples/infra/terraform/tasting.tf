resource "azurerm_user_assigned_identity" "tasting" {
  name                = "tasting"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_spring_cloud_app" "tasting" {
  name                = "tasting"
  resource_group_name = azurerm_resource_group.shop.name
  service_name        = azurerm_spring_cloud_service.shop.name

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.tasting.id]
  }
}

# Wrong (MI211): with workload identity the token file decides who signs in, and the setting asks for a managed identity instead.
resource "azurerm_spring_cloud_java_deployment" "tasting" {
  name                = "default"
  spring_cloud_app_id = azurerm_spring_cloud_app.tasting.id

  environment_variables = {
    AZURE_FEDERATED_TOKEN_FILE                             = var.token_file
    SPRING_CLOUD_AZURE_CREDENTIAL_MANAGED_IDENTITY_ENABLED = "true"
  }
}
