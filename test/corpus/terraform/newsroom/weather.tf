resource "azurerm_spring_cloud_app" "weather" {
  name                = "weather"
  resource_group_name = var.resource_group_name
  service_name        = var.service_name

  identity {
    type = "UserAssigned"
  }
}

resource "azurerm_spring_cloud_app" "horoscope" {
  name                = "horoscope"
  resource_group_name = var.resource_group_name
  service_name        = var.service_name
}

resource "azurerm_role_assignment" "horoscope" {
  scope                = var.app_configuration_id
  role_definition_name = "App Configuration Data Reader"
  principal_id         = azurerm_spring_cloud_app.horoscope.identity[0].principal_id
}
