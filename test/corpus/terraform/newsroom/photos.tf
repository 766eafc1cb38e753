resource "azurerm_user_assigned_identity" "photos" {
  name                = "id-photos"
  location            = var.location
  resource_group_name = var.resource_group_name
}

resource "azurerm_spring_cloud_app" "photos" {
  name                = "photos"
  resource_group_name = var.resource_group_name
  service_name        = var.service_name

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.photos.client_id]
  }
}

resource "azurerm_spring_cloud_java_deployment" "photos" {
  name                  = "default"
  spring_cloud_app_id   = azurerm_spring_cloud_app.photos.id
  environment_variables = { AZURE_CLIENT_ID = azurerm_user_assigned_identity.photos.name }
}

resource "azurerm_role_assignment" "photos" {
  scope                = azurerm_storage_container.photos.resource_manager_id
  role_definition_name = "Storage Blob Data Contributor"
  principal_id         = azurerm_user_assigned_identity.photos.id
}

resource "azurerm_storage_container" "photos" {
  name                  = "photos"
  storage_account_name  = "stnewsroom"
  container_access_type = "private"
}
