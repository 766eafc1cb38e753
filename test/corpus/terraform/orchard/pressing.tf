resource "azurerm_spring_cloud_app" "pressing" {
  name                = "pressing"
  resource_group_name = "rg-orchard"
  service_name        = "asa-orchard"

  identity {
    type         = "SystemAssigned, UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.pressing.id]
  }
}

resource "azurerm_user_assigned_identity" "pressing" {
  name                = "id-pressing"
  location            = "westeurope"
  resource_group_name = "rg-orchard"
}

resource "azurerm_spring_cloud_java_deployment" "pressing" {
  name                = "blue"
  spring_cloud_app_id = azurerm_spring_cloud_app.pressing.id

  environment_variables = {
    "AZURE_CLIENT_ID"    = azurerm_user_assigned_identity.pressing.principal_id
    "PRESS_PRESSURE_BAR" = "180"
  }
}
