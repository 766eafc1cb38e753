locals {
  apps = toset(["wire", "layout", "archive"])
}

resource "azurerm_user_assigned_identity" "app" {
  for_each            = local.apps
  name                = "id-${each.key}"
  location            = var.location
  resource_group_name = var.resource_group_name
}

resource "azurerm_spring_cloud_app" "app" {
  for_each            = local.apps
  name                = each.key
  resource_group_name = var.resource_group_name
  service_name        = var.service_name

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.app[each.key].id]
  }
}

resource "azurerm_spring_cloud_container_deployment" "app" {
  for_each            = azurerm_spring_cloud_app.app
  name                = "default"
  spring_cloud_app_id = each.value.id
  instance_count      = 1
  server              = "cr.newsroom.example"
  image               = "${each.key}:latest"

  environment_variables = {
    AZURE_CLIENT_ID = azurerm_user_assigned_identity.app[each.key].client_id
  }
}
