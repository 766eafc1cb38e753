resource "azurerm_user_assigned_identity" "notify" {
  name                = "notify"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_spring_cloud_app" "notify" {
  name                = "notify"
  resource_group_name = azurerm_resource_group.shop.name
  service_name        = azurerm_spring_cloud_service.shop.name

  identity {
    type         = "SystemAssigned"
    identity_ids = [azurerm_user_assigned_identity.notify.id]
  }
}

resource "azurerm_spring_cloud_java_deployment" "notify" {
  name                = "default"
  spring_cloud_app_id = azurerm_spring_cloud_app.notify.id

  environment_variables = {
    AZURE_CLIENT_ID = var.own_identity ? azurerm_user_assigned_identity.notify.client_id : ""
    MAIL_CLIENT_ID  = azurerm_user_assigned_identity.notify.id
  }
}
