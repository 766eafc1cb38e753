resource "azurerm_user_assigned_identity" "cloakroom" {
  count               = var.with_identity ? 1 : 0
  name                = "id-cloakroom"
  location            = "italynorth"
  resource_group_name = "rg-theatre"
}

variable "with_identity" {
  type    = bool
  default = false
}

resource "azurerm_spring_cloud_java_deployment" "cloakroom" {
  name                = "default"
  spring_cloud_app_id = var.cloakroom_app_id

  environment_variables = {
    AZURE_CLIENT_ID = var.with_identity ? azurerm_user_assigned_identity.cloakroom[0].client_id : ""
    HOOKS           = 420
  }
}

variable "cloakroom_app_id" {
  type = string
}

resource "azurerm_role_assignment" "cloakroom" {
  count                = length(azurerm_user_assigned_identity.cloakroom)
  scope                = var.eventhub_id
  role_definition_name = "Azure Event Hubs Data Receiver"
  principal_id         = azurerm_user_assigned_identity.cloakroom[count.index].principal_id
}

variable "eventhub_id" { type = string }
