resource "azurerm_user_assigned_identity" "shipping" {
  name                = "shipping"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_spring_cloud_app" "shipping" {
  name                = "shipping"
  resource_group_name = azurerm_resource_group.shop.name
  service_name        = azurerm_spring_cloud_service.shop.name

  identity {
    type = "UserAssigned"
  }
}

resource "azurerm_spring_cloud_java_deployment" "shipping" {
  name                = "default"
  spring_cloud_app_id = azurerm_spring_cloud_app.shipping.id

  environment_variables = {
    AZURE_CLIENT_ID    = azurerm_user_assigned_identity.shipping.principal_id
    STORAGE_CONNECTION = "DefaultEndpointsProtocol=https;AccountName=shoplabels;AccountKey=c2hvcC1sYWJlbHMtbm90LXJlYWw="
  }
}
