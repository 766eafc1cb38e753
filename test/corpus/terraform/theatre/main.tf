module "stage_identity" {
  source              = "../modules/identity"
  name                = "id-stage"
  location            = "italynorth"
  resource_group_name = "rg-theatre"
  roles = {
    config = {
      scope = azurerm_app_configuration.theatre.id
      role  = "App Configuration Data Reader"
    }
  }
}

resource "azurerm_app_configuration" "theatre" {
  name                = "appcs-theatre"
  location            = "italynorth"
  resource_group_name = "rg-theatre"
  sku                 = "standard"
  local_auth_enabled  = false
}

resource "azurerm_spring_cloud_app" "stage" {
  name                = "stage"
  resource_group_name = "rg-theatre"
  service_name        = "asa-theatre"
  identity {
    type         = "UserAssigned"
    identity_ids = [module.stage_identity.id]
  }
}

resource "azurerm_spring_cloud_java_deployment" "stage" {
  name                = "default"
  spring_cloud_app_id = azurerm_spring_cloud_app.stage.id
  environment_variables = merge(
    { CURTAIN = "19:30" },
    { AZURE_CLIENT_ID = module.stage_identity.client_id },
  )
}
