# The service, and orders as it should be.
resource "azurerm_resource_group" "shop" {
  name     = "shop"
  location = var.location
}

resource "azurerm_spring_cloud_service" "shop" {
  name                = "shop"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  sku_name            = "S0"
}

resource "azurerm_user_assigned_identity" "orders" {
  name                = "orders"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_spring_cloud_app" "orders" {
  name                = "orders"
  resource_group_name = azurerm_resource_group.shop.name
  service_name        = azurerm_spring_cloud_service.shop.name
  is_public           = true
  https_only          = true

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.orders.id]
  }
}

resource "azurerm_spring_cloud_java_deployment" "orders" {
  name                = "default"
  spring_cloud_app_id = azurerm_spring_cloud_app.orders.id
  runtime_version     = "Java_17"

  environment_variables = {
    AZURE_CLIENT_ID = azurerm_user_assigned_identity.orders.client_id
    VAULT_ENDPOINT  = azurerm_key_vault.shop.vault_uri
  }
}

resource "azurerm_spring_cloud_active_deployment" "orders" {
  spring_cloud_app_id = azurerm_spring_cloud_app.orders.id
  deployment_name     = azurerm_spring_cloud_java_deployment.orders.name
}
